import { Stack } from '@mantine/core'
import type { AdminUser } from '../api/types.ts'
import { counted, words } from '../lib/format.ts'
import { Empty } from '../ui/Empty.tsx'
import { Item, ItemList } from '../ui/ItemList.tsx'
import { Section } from '../ui/Section.tsx'
import { Time } from '../ui/Time.tsx'
import { RemoveFactor } from './actions/RemoveFactor.tsx'
import { RemovePasskey } from './actions/RemovePasskey.tsx'

/** By what this user signs in, and what else is asked for. */
export function WaysInTab({ user }: { user: AdminUser }) {
  const { hasPassword, identities, passkeys, factors, recoveryCodesLeft } = user
  return (
    <Stack gap="md">
      <Section title="Password and providers">
        <ItemList>
          <Item title="Password" details={hasPassword ? 'Set' : 'None'} />
          {identities.map(({ provider, email, createdAt }) => (
            <Item
              key={provider}
              title={words(provider)}
              details={
                <>
                  {email ?? 'No email address'}, linked <Time value={createdAt} />
                </>
              }
            />
          ))}
        </ItemList>
      </Section>
      <Section title="Passkeys">
        {passkeys.length === 0 && <Empty title="No passkeys" />}
        <ItemList>
          {passkeys.map((passkey) => (
            <Item
              key={passkey._id}
              title={passkey.name}
              details={
                <>
                  Added <Time value={passkey.createdAt} />, last used{' '}
                  <Time value={passkey.lastUsedAt} relative none="never" />
                  {passkey.isBackedUp ? ' · synchronised' : ' · on one device'}
                </>
              }
              actions={<RemovePasskey user={user} passkey={passkey} />}
            />
          ))}
        </ItemList>
      </Section>
      <Section title="Second factors">
        {factors.length === 0 && <Empty title="No second factor">Nothing is asked for after the password.</Empty>}
        <ItemList>
          {factors.map((factor) => (
            <Item
              key={factor._id}
              title={factor.name}
              details={
                <>
                  {factor.confirmedAt ? 'Confirmed ' : 'Not confirmed: it is not asked for'}
                  {factor.confirmedAt && <Time value={factor.confirmedAt} />}, last used{' '}
                  <Time value={factor.lastUsedAt} relative none="never" />
                </>
              }
              actions={<RemoveFactor user={user} factor={factor} />}
            />
          ))}
          {factors.length > 0 && <Item title="Recovery codes" details={`${counted(recoveryCodesLeft, 'code')} left`} />}
        </ItemList>
      </Section>
    </Stack>
  )
}
