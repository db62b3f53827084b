import { Alert, Anchor, Stack } from '@mantine/core'
import type { AdminUser } from '../api/types.ts'
import { say, sayRich } from '../lib/language.ts'
import { hrefOf } from '../lib/place.ts'
import { CopyId } from '../ui/CopyId.tsx'
import { Facts } from '../ui/Facts.tsx'
import { Section } from '../ui/Section.tsx'
import { Time } from '../ui/Time.tsx'
import { ActivityList } from './ActivityList.tsx'

const LATEST = 6

export function SummaryTab({ user }: { user: AdminUser }) {
  return (
    <Stack gap="md">
      {user.disabledAt && <Disabled user={user} />}
      <Section title={say('console.user.account')}>
        <Facts
          facts={[
            [say('console.user.id'), <CopyId key="id" id={user._id} />],
            [say('console.ui.email'), user.email ?? '–'],
            [say('console.user.confirmed'), <Confirmed key="confirmed" user={user} />],
            [say('console.ui.roles'), user.roles.join(', ') || '–'],
            [say('console.users.registered'), <Time key="created" value={user.createdAt} />],
            [
              say('console.users.last_sign_in'),
              <Time key="signed-in" value={user.lastSignedInAt} none={say('console.ui.never')} />,
            ],
            [say('console.user.last_change'), <Time key="updated" value={user.updatedAt} />],
            [
              say('console.user.moved_in'),
              <Time key="imported" value={user.importedAt} none={say('console.user.no')} />,
            ],
            [say('console.user.language'), user.locale ?? '–'],
            [say('console.user.bio'), user.bio ?? '–'],
          ]}
        />
      </Section>
      <Section
        title={say('console.user.latest_activity')}
        actions={
          <Anchor size="sm" href={hrefOf(['users', user._id, 'activity'])}>
            {say('console.user.all_activity')}
          </Anchor>
        }
      >
        <ActivityList items={user.activity.slice(0, LATEST)} />
      </Section>
    </Stack>
  )
}

function Disabled({ user }: { user: AdminUser }) {
  const since = <Time value={user.disabledAt} />
  return (
    <Alert color="red" variant="light" title={say('console.user.is_disabled')}>
      {user.disabledUntil
        ? sayRich('console.user.disabled_since_until', { since, until: <Time value={user.disabledUntil} /> })
        : sayRich('console.user.disabled_since', { since })}{' '}
      {user.disabledReason && say('console.user.disabled_reason', { reason: user.disabledReason })}
    </Alert>
  )
}

/** How an email address was confirmed. */
const PROOFS: Record<string, string> = {
  session: say('console.user.proof_session'),
  link: say('console.user.proof_link'),
  provider: say('console.user.proof_provider'),
  import: say('console.user.proof_import'),
  admin: say('console.user.proof_admin'),
}

function Confirmed({ user }: { user: AdminUser }) {
  if (!user.email) return <>–</>
  if (!user.emailVerified) return <>{say('console.user.no')}</>
  const how = PROOFS[user.emailVerifiedBy ?? ''] ?? say('console.user.proof_other')
  if (!user.emailVerifiedAt) return <>{say('console.user.proof_without_time', { how })}</>
  return <>{sayRich('console.user.proof', { how, time: <Time value={user.emailVerifiedAt} /> })}</>
}
