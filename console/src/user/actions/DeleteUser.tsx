import { Text } from '@mantine/core'
import { admin } from '../../api/admin.ts'
import type { AdminUser } from '../../api/types.ts'
import { go, hrefOf } from '../../lib/place.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'

export function DeleteUser({ user }: { user: AdminUser }) {
  return (
    <ActionButton
      label="Delete"
      title="Delete this user?"
      deed="Delete the user"
      isDangerous
      typed={user.email ?? user._id}
      act={() => admin.deleteUser(user._id)}
      done={`${user.email ?? user._id} is deleted.`}
      changes={[['users'], ['audit']]}
      onDone={() => go(hrefOf(['users']), { replace: true })}
    >
      <Text size="sm">
        The account and all that belongs to it go at once and for good: profile, sessions, ways in, activity. The audit
        record keeps that you did it. Export first what has to be kept.
      </Text>
    </ActionButton>
  )
}
