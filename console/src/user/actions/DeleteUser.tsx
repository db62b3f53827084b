import { Text } from '@mantine/core'
import { admin } from '../../api/admin.ts'
import type { AdminUser } from '../../api/types.ts'
import { say } from '../../lib/language.ts'
import { go, hrefOf } from '../../lib/place.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'

export function DeleteUser({ user }: { user: AdminUser }) {
  return (
    <ActionButton
      label={say('console.user.delete')}
      title={say('console.user.delete_title')}
      deed={say('console.user.delete_deed')}
      isDangerous
      typed={user.email ?? user._id}
      act={() => admin.deleteUser(user._id)}
      done={say('console.user.delete_done', { user: user.email ?? user._id })}
      changes={[['users'], ['audit']]}
      onDone={() => go(hrefOf(['users']), { replace: true })}
    >
      <Text size="sm">{say('console.user.delete_what')}</Text>
    </ActionButton>
  )
}
