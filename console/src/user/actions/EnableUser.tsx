import { Text } from '@mantine/core'
import { admin } from '../../api/admin.ts'
import type { AdminUser } from '../../api/types.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { changedBy } from '../keys.ts'

export function EnableUser({ user }: { user: AdminUser }) {
  return (
    <ActionButton
      label="Enable"
      title="Enable this account?"
      deed="Enable the account"
      act={() => admin.enableUser(user._id)}
      done="The account is enabled."
      changes={changedBy(user._id)}
    >
      <Text size="sm">{user.email ?? 'This user'} can sign in again.</Text>
    </ActionButton>
  )
}
