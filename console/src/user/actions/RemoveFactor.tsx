import { Text } from '@mantine/core'
import { admin } from '../../api/admin.ts'
import type { AdminUser, FactorItem } from '../../api/types.ts'
import { say } from '../../lib/language.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { changedBy } from '../keys.ts'

export function RemoveFactor({ user, factor }: { user: AdminUser; factor: FactorItem }) {
  const isLast = user.factors.filter(({ confirmedAt }) => confirmedAt).length === 1
  return (
    <ActionButton
      label={say('console.user.remove')}
      ariaLabel={say('console.user.remove_named', { name: factor.name })}
      title={say('console.user.remove_title', { name: factor.name })}
      deed={say('console.user.remove_factor_deed')}
      isDangerous
      act={() => admin.removeUserFactor(user._id, factor._id)}
      done={say('console.user.remove_done', { name: factor.name })}
      changes={changedBy(user._id)}
    >
      <Text size="sm">
        {say('console.user.remove_factor_what')} {isLast && say('console.user.remove_factor_last')}{' '}
        {say('console.user.remove_factor_care')}
      </Text>
    </ActionButton>
  )
}
