import { Text } from '@mantine/core'
import { admin } from '../../api/admin.ts'
import type { AdminUser, FactorItem } from '../../api/types.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { changedBy } from '../keys.ts'

export function RemoveFactor({ user, factor }: { user: AdminUser; factor: FactorItem }) {
  const isLast = user.factors.filter(({ confirmedAt }) => confirmedAt).length === 1
  return (
    <ActionButton
      label="Remove"
      ariaLabel={`Remove ${factor.name}`}
      title={`Remove ${factor.name}?`}
      deed="Remove the factor"
      isDangerous
      act={() => admin.removeUserFactor(user._id, factor._id)}
      done={`${factor.name} is removed.`}
      changes={changedBy(user._id)}
    >
      <Text size="sm">
        Its codes work no more, and all sessions end.{' '}
        {isLast && 'It is the last one: nothing is asked for after the password then. '}
        Do it only if you are sure who asks for it: whoever knows the password may say that they have lost the phone.
      </Text>
    </ActionButton>
  )
}
