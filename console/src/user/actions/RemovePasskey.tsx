import { Text } from '@mantine/core'
import { admin } from '../../api/admin.ts'
import type { AdminUser, PasskeyItem } from '../../api/types.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { changedBy } from '../keys.ts'

export function RemovePasskey({ user, passkey }: { user: AdminUser; passkey: PasskeyItem }) {
  return (
    <ActionButton
      label="Remove"
      ariaLabel={`Remove ${passkey.name}`}
      title={`Remove ${passkey.name}?`}
      deed="Remove the passkey"
      isDangerous
      act={() => admin.removeUserPasskey(user._id, passkey._id)}
      done={`${passkey.name} is removed.`}
      changes={changedBy(user._id)}
    >
      <Text size="sm">
        Nobody signs in with it any more, and all sessions end. The user can add another one once they are signed in.
      </Text>
    </ActionButton>
  )
}
