import { Text } from '@mantine/core'
import { admin } from '../api/admin.ts'
import type { AdminSession, AdminUser } from '../api/types.ts'
import { formatList, words } from '../lib/format.ts'
import { nameOf, say, sayRich } from '../lib/language.ts'
import { ActionButton } from '../ui/ActionButton.tsx'
import { Empty } from '../ui/Empty.tsx'
import { Item, ItemList } from '../ui/ItemList.tsx'
import { inLine } from '../ui/in-line.ts'
import { Section } from '../ui/Section.tsx'
import { Time } from '../ui/Time.tsx'
import { changedBy } from './keys.ts'

export function SessionsTab({ user }: { user: AdminUser }) {
  return (
    <Section title={say('console.user.sessions')} actions={user.sessions.length > 0 && <EndAll user={user} />}>
      {user.sessions.length === 0 && (
        <Empty title={say('console.user.no_session')}>{say('console.user.no_session_why')}</Empty>
      )}
      <ItemList>
        {user.sessions.map((session) => (
          <Item
            key={session._id}
            title={session.deviceName ?? say('console.user.unknown_device')}
            details={<Details session={session} />}
            actions={<EndOne userId={user._id} session={session} />}
          />
        ))}
      </ItemList>
    </Section>
  )
}

function Details({ session: { country, createdAt, lastRefreshedAt, aal, amr } }: { session: AdminSession }) {
  const times = { since: <Time value={createdAt} />, seen: <Time value={lastRefreshedAt} relative /> }
  const methods = formatList(amr.map(({ method }) => nameOf('method', method) ?? words(method)))
  const seen = country
    ? sayRich('console.user.session_seen_in', { ...times, country })
    : sayRich('console.user.session_seen', times)
  const level = methods
    ? say('console.user.session_level_by', { level: aal, methods })
    : say('console.user.session_level', { level: aal })
  return inLine(seen, level)
}

function EndOne({ userId, session }: { userId: string; session: AdminSession }) {
  const device = session.deviceName
  return (
    <ActionButton
      label={say('console.user.end')}
      ariaLabel={device ? say('console.user.end_named', { device }) : say('console.user.end_unnamed')}
      title={say('console.user.end_title')}
      deed={say('console.user.end_deed')}
      act={() => admin.endUserSession(userId, session._id)}
      done={say('console.user.end_done')}
      changes={changedBy(userId)}
    >
      <Text size="sm">{device ? say('console.user.end_what', { device }) : say('console.user.end_what_unnamed')}</Text>
    </ActionButton>
  )
}

function EndAll({ user }: { user: AdminUser }) {
  return (
    <ActionButton
      label={say('console.user.end_all')}
      title={say('console.user.end_all_title')}
      deed={say('console.user.end_all')}
      isDangerous
      act={() => admin.endUserSessions(user._id)}
      done={say('console.user.end_all_done')}
      changes={changedBy(user._id)}
    >
      <Text size="sm">
        {user.email
          ? say('console.user.end_all_what', { email: user.email })
          : say('console.user.end_all_what_unnamed')}{' '}
        {user.isGuest && say('console.user.end_all_guest')}
      </Text>
    </ActionButton>
  )
}
