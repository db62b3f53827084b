import { Table, Text } from '@mantine/core'
import type { AdminUserItem } from '../api/types.ts'
import { hrefOf } from '../lib/place.ts'
import { Rows, wide } from '../ui/Rows.tsx'
import { Time } from '../ui/Time.tsx'
import { UserBadges } from '../ui/UserBadges.tsx'
import classes from './UserTable.module.css'

const COLUMNS = [
  { label: 'User' },
  { label: 'Status', isWide: true },
  { label: 'Last sign-in', isWide: true },
  { label: 'Registered', isWide: true },
]

export function UserTable({ users }: { users: readonly AdminUserItem[] }) {
  return (
    <Rows caption="Users, newest first" columns={COLUMNS}>
      {users.map((user) => (
        <Table.Tr key={user._id} className={classes.row}>
          <Table.Td>
            <a className={classes.link} href={hrefOf(['users', user._id])} data-row>
              {user.name || (user.isGuest ? 'Guest' : 'No name')}
            </a>
            <Text size="xs" c="dimmed" className={classes.email}>
              {user.email ?? user._id}
            </Text>
            <div className={classes.narrow}>
              <UserBadges user={user} />
            </div>
          </Table.Td>
          <Table.Td className={wide}>
            <UserBadges user={user} />
          </Table.Td>
          <Table.Td className={wide}>
            <Time value={user.lastSignedInAt} relative none="Never" />
          </Table.Td>
          <Table.Td className={wide}>
            <Time value={user.createdAt} />
          </Table.Td>
        </Table.Tr>
      ))}
    </Rows>
  )
}
