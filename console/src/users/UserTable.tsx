import { Table, Text } from '@mantine/core'
import type { AdminUserItem } from '../api/types.ts'
import { say } from '../lib/language.ts'
import { hrefOf } from '../lib/place.ts'
import { Rows, wide } from '../ui/Rows.tsx'
import { Time } from '../ui/Time.tsx'
import { UserBadges } from '../ui/UserBadges.tsx'
import classes from './UserTable.module.css'

const COLUMNS = [
  { label: say('console.users.user') },
  { label: say('console.users.status'), isWide: true },
  { label: say('console.users.last_sign_in'), isWide: true },
  { label: say('console.users.registered'), isWide: true },
]

export function UserTable({ users }: { users: readonly AdminUserItem[] }) {
  return (
    <Rows caption={say('console.users.caption')} columns={COLUMNS}>
      {users.map((user) => (
        <Table.Tr key={user._id} className={classes.row}>
          <Table.Td>
            <a className={classes.link} href={hrefOf(['users', user._id])} data-row>
              <bdi>{user.name || (user.isGuest ? say('console.ui.guest') : say('console.ui.no_name'))}</bdi>
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
            <Time value={user.lastSignedInAt} relative none={say('console.ui.never')} />
          </Table.Td>
          <Table.Td className={wide}>
            <Time value={user.createdAt} />
          </Table.Td>
        </Table.Tr>
      ))}
    </Rows>
  )
}
