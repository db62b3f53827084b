import { Alert, Anchor, Stack } from '@mantine/core'
import type { AdminUser } from '../api/types.ts'
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
      <Section title="Account">
        <Facts
          facts={[
            ['Id', <CopyId key="id" id={user._id} />],
            ['Email address', user.email ?? '–'],
            ['Confirmed', <Confirmed key="confirmed" user={user} />],
            ['Roles', user.roles.join(', ') || '–'],
            ['Registered', <Time key="created" value={user.createdAt} />],
            ['Last sign-in', <Time key="signed-in" value={user.lastSignedInAt} none="Never" />],
            ['Last change', <Time key="updated" value={user.updatedAt} />],
            ['Moved in from another backend', <Time key="imported" value={user.importedAt} none="No" />],
            ['Language', user.locale ?? '–'],
            ['Bio', user.bio ?? '–'],
          ]}
        />
      </Section>
      <Section
        title="Latest activity"
        actions={
          <Anchor size="sm" href={hrefOf(['users', user._id, 'activity'])}>
            All activity
          </Anchor>
        }
      >
        <ActivityList items={user.activity.slice(0, LATEST)} />
      </Section>
    </Stack>
  )
}

function Disabled({ user }: { user: AdminUser }) {
  return (
    <Alert color="red" variant="light" title="This account is disabled">
      Since <Time value={user.disabledAt} />
      {user.disabledUntil && (
        <>
          , until <Time value={user.disabledUntil} />
        </>
      )}
      . {user.disabledReason && `Reason: ${user.disabledReason}`}
    </Alert>
  )
}

/** How an email address was confirmed. */
const PROOFS: Record<string, string> = {
  session: 'With a code in the app',
  link: 'By a link',
  provider: 'By a provider',
  import: 'By the old backend',
  admin: 'By an operator',
}

function Confirmed({ user }: { user: AdminUser }) {
  if (!user.email) return <>–</>
  if (!user.emailVerified) return <>No</>
  return (
    <>
      {PROOFS[user.emailVerifiedBy ?? ''] ?? 'Yes'}, <Time value={user.emailVerifiedAt} none="when is not known" />
    </>
  )
}
