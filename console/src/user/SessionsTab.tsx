import { Text } from '@mantine/core'
import { admin } from '../api/admin.ts'
import type { AdminSession, AdminUser } from '../api/types.ts'
import { words } from '../lib/format.ts'
import { ActionButton } from '../ui/ActionButton.tsx'
import { Empty } from '../ui/Empty.tsx'
import { Item, ItemList } from '../ui/ItemList.tsx'
import { Section } from '../ui/Section.tsx'
import { Time } from '../ui/Time.tsx'
import { changedBy } from './keys.ts'

export function SessionsTab({ user }: { user: AdminUser }) {
  return (
    <Section title="Sessions" actions={user.sessions.length > 0 && <EndAll user={user} />}>
      {user.sessions.length === 0 && <Empty title="There is no session">They are signed in nowhere.</Empty>}
      <ItemList>
        {user.sessions.map((session) => (
          <Item
            key={session._id}
            title={session.deviceName ?? 'Unknown device'}
            details={<Details session={session} />}
            actions={<EndOne userId={user._id} session={session} />}
          />
        ))}
      </ItemList>
    </Section>
  )
}

function Details({ session: { country, createdAt, lastRefreshedAt, aal, amr } }: { session: AdminSession }) {
  return (
    <>
      Since <Time value={createdAt} />, last seen <Time value={lastRefreshedAt} relative />
      {country && `, ${country}`} · level {aal}
      {amr.length > 0 && ` (${amr.map(({ method }) => words(method).toLowerCase()).join(', ')})`}
    </>
  )
}

function EndOne({ userId, session }: { userId: string; session: AdminSession }) {
  const device = session.deviceName ?? 'unknown device'
  return (
    <ActionButton
      label="End"
      ariaLabel={`End the session on ${device}`}
      title="End this session?"
      deed="End the session"
      act={() => admin.endUserSession(userId, session._id)}
      done="The session is ended."
      changes={changedBy(userId)}
    >
      <Text size="sm">The next call of {device} is refused, and whoever uses it has to sign in again.</Text>
    </ActionButton>
  )
}

function EndAll({ user }: { user: AdminUser }) {
  return (
    <ActionButton
      label="End all sessions"
      title="End all sessions?"
      deed="End all sessions"
      isDangerous
      act={() => admin.endUserSessions(user._id)}
      done="All sessions are ended."
      changes={changedBy(user._id)}
    >
      <Text size="sm">
        {user.email ?? 'This user'} is signed out everywhere: the next call of each device is refused.
        {user.isGuest && ' A guest has no other way in: they lose the account.'}
      </Text>
    </ActionButton>
  )
}
