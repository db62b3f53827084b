import { Text } from '@mantine/core'
import { admin } from '../../api/admin.ts'
import type { AdminUser } from '../../api/types.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { changedBy } from '../keys.ts'

export function SendReset({ user }: { user: AdminUser }) {
  return (
    <ActionButton
      label="Send a reset"
      title="Send a password reset?"
      deed="Send the email"
      act={() => admin.sendUserPasswordReset(user._id)}
      done={`The email to ${user.email} is on its way.`}
      changes={changedBy(user._id)}
    >
      <Text size="sm">
        {user.email} gets an email with a link and a code, by which they set a new password. The old one works until
        then.
      </Text>
    </ActionButton>
  )
}
