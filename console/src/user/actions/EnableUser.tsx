import { Text } from '@mantine/core'
import { admin } from '../../api/admin.ts'
import type { AdminUser } from '../../api/types.ts'
import { say } from '../../lib/language.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { changedBy } from '../keys.ts'

export function EnableUser({ user }: { user: AdminUser }) {
  return (
    <ActionButton
      label={say('console.user.enable')}
      title={say('console.user.enable_title')}
      deed={say('console.user.enable_deed')}
      act={() => admin.enableUser(user._id)}
      done={say('console.user.enable_done')}
      changes={changedBy(user._id)}
    >
      <Text size="sm">
        {user.email ? say('console.user.enable_what', { email: user.email }) : say('console.user.enable_what_unnamed')}
      </Text>
    </ActionButton>
  )
}
