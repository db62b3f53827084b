import { Badge, Group } from '@mantine/core'
import type { AdminUserItem } from '../api/types.ts'
import { say } from '../lib/language.ts'

/** What sets a user apart: roles, disabled, guest, an email address that nobody has confirmed. */
export function UserBadges({ user }: { user: AdminUserItem }) {
  const { roles, disabledAt, isGuest, email, emailVerified } = user
  return (
    <Group gap={4}>
      {disabledAt && <Label color="red">{say('console.ui.disabled')}</Label>}
      {isGuest && <Label color="gray">{say('console.ui.guest')}</Label>}
      {email && !emailVerified && <Label color="orange">{say('console.ui.unconfirmed')}</Label>}
      {roles.map((role) => (
        <Label key={role} color={role === 'admin' ? 'violet' : 'blue'}>
          {role}
        </Label>
      ))}
    </Group>
  )
}

const Label = ({ color, children }: { color: string; children: string }) => (
  <Badge color={color} variant="light" size="sm" radius="sm" tt="none">
    {children}
  </Badge>
)
