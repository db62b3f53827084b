import { Text } from '@mantine/core'
import { admin } from '../../api/admin.ts'
import type { AdminUser } from '../../api/types.ts'
import { say } from '../../lib/language.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { changedBy } from '../keys.ts'

/** Sends an email to a user with `email`. */
export function SendReset({ user, email }: { user: AdminUser; email: string }) {
  return (
    <ActionButton
      label={say('console.user.send_reset')}
      title={say('console.user.send_reset_title')}
      deed={say('console.user.send_reset_deed')}
      act={() => admin.sendUserPasswordReset(user._id)}
      done={say('console.user.send_reset_done', { email })}
      changes={changedBy(user._id)}
    >
      <Text size="sm">{say('console.user.send_reset_what', { email })}</Text>
    </ActionButton>
  )
}
