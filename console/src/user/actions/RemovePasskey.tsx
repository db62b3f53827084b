import { Text } from '@mantine/core'
import { admin } from '../../api/admin.ts'
import type { AdminUser, PasskeyItem } from '../../api/types.ts'
import { say } from '../../lib/language.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { changedBy } from '../keys.ts'

export function RemovePasskey({ user, passkey }: { user: AdminUser; passkey: PasskeyItem }) {
  return (
    <ActionButton
      label={say('console.user.remove')}
      ariaLabel={say('console.user.remove_named', { name: passkey.name })}
      title={say('console.user.remove_title', { name: passkey.name })}
      deed={say('console.user.remove_passkey_deed')}
      isDangerous
      act={() => admin.removeUserPasskey(user._id, passkey._id)}
      done={say('console.user.remove_done', { name: passkey.name })}
      changes={changedBy(user._id)}
    >
      <Text size="sm">{say('console.user.remove_passkey_what')}</Text>
    </ActionButton>
  )
}
