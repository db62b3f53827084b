import { Stack } from '@mantine/core'
import type { ReactElement } from 'react'
import type { AdminUser, FactorItem, PasskeyItem } from '../api/types.ts'
import { words } from '../lib/format.ts'
import { say, sayRich } from '../lib/language.ts'
import { Empty } from '../ui/Empty.tsx'
import { Item, ItemList } from '../ui/ItemList.tsx'
import { inLine } from '../ui/in-line.ts'
import { Section } from '../ui/Section.tsx'
import { Time } from '../ui/Time.tsx'
import { RemoveFactor } from './actions/RemoveFactor.tsx'
import { RemovePasskey } from './actions/RemovePasskey.tsx'

/** By what this user signs in, and what else is asked for. */
export function WaysInTab({ user }: { user: AdminUser }) {
  const { hasPassword, identities, passkeys, factors, recoveryCodesLeft } = user
  return (
    <Stack gap="md">
      <Section title={say('console.user.password_and_providers')}>
        <ItemList>
          <Item
            title={say('console.ui.password')}
            details={hasPassword ? say('console.user.password_set') : say('console.user.password_none')}
          />
          {identities.map(({ provider, email, createdAt }) => (
            <Item key={provider} title={words(provider)} details={linkedOf(email, <Time value={createdAt} />)} />
          ))}
        </ItemList>
      </Section>
      <Section title={say('console.user.passkeys')}>
        {passkeys.length === 0 && <Empty title={say('console.user.no_passkeys')} />}
        <ItemList>
          {passkeys.map((passkey) => (
            <Item
              key={passkey._id}
              title={passkey.name}
              details={<PasskeyDetails passkey={passkey} />}
              actions={<RemovePasskey user={user} passkey={passkey} />}
            />
          ))}
        </ItemList>
      </Section>
      <Section title={say('console.user.second_factors')}>
        {factors.length === 0 && (
          <Empty title={say('console.user.no_second_factor')}>{say('console.user.no_second_factor_why')}</Empty>
        )}
        <ItemList>
          {factors.map((factor) => (
            <Item
              key={factor._id}
              title={factor.name}
              details={<FactorDetails factor={factor} />}
              actions={<RemoveFactor user={user} factor={factor} />}
            />
          ))}
          {factors.length > 0 && (
            <Item
              title={say('console.user.recovery_codes')}
              details={say('console.user.recovery_codes_left', { count: recoveryCodesLeft })}
            />
          )}
        </ItemList>
      </Section>
    </Stack>
  )
}

const linkedOf = (email: string | null, time: ReactElement) =>
  email ? sayRich('console.user.linked', { email, time }) : sayRich('console.user.linked_without_email', { time })

function PasskeyDetails({ passkey: { createdAt, lastUsedAt, isBackedUp } }: { passkey: PasskeyItem }) {
  const added = <Time value={createdAt} />
  const used = lastUsedAt
    ? sayRich('console.user.passkey_used', { added, used: <Time value={lastUsedAt} relative /> })
    : sayRich('console.user.passkey_never_used', { added })
  const where = isBackedUp ? say('console.user.passkey_synchronised') : say('console.user.passkey_on_one_device')
  return inLine(used, where)
}

function FactorDetails({ factor: { confirmedAt, lastUsedAt } }: { factor: FactorItem }) {
  if (!confirmedAt) return say('console.user.factor_unconfirmed')
  const confirmed = <Time value={confirmedAt} />
  return lastUsedAt
    ? sayRich('console.user.factor_used', { confirmed, used: <Time value={lastUsedAt} relative /> })
    : sayRich('console.user.factor_never_used', { confirmed })
}
