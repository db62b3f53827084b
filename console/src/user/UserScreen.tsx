import { Group, Skeleton, Stack, Tabs } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { LatchkeyError } from '../../../client/error.ts'
import { admin } from '../api/admin.ts'
import type { AdminUser } from '../api/types.ts'
import { formatNumber } from '../lib/format.ts'
import { say } from '../lib/language.ts'
import { go, hrefOf, usePlace } from '../lib/place.ts'
import { Empty } from '../ui/Empty.tsx'
import { FailureAlert } from '../ui/FailureAlert.tsx'
import { Screen } from '../ui/Screen.tsx'
import { UserBadges } from '../ui/UserBadges.tsx'
import { ActivityTab } from './ActivityTab.tsx'
import { DataTab } from './DataTab.tsx'
import { RecordTab } from './RecordTab.tsx'
import { SessionsTab } from './SessionsTab.tsx'
import { SummaryTab } from './SummaryTab.tsx'
import { UserActions } from './UserActions.tsx'
import { WaysInTab } from './WaysInTab.tsx'

const PARENT = { label: say('console.users.title'), href: hrefOf(['users']) }

/** All that there is of one user, and what can be done. */
export function UserScreen({ userId }: { userId: string }) {
  const user = useQuery({ queryKey: ['user', userId], queryFn: () => admin.getUser(userId) })
  if (user.isPending)
    return (
      <Screen title={say('console.users.user')} parent={PARENT}>
        <Stack role="status" aria-label={say('console.ui.loading')}>
          <Skeleton h={36} />
          <Skeleton h={240} />
        </Stack>
      </Screen>
    )
  if (!user.data)
    return (
      <Screen title={say('console.users.user')} parent={PARENT}>
        {user.error instanceof LatchkeyError && user.error.code === 'user_not_found' ? (
          <Empty title={say('console.user.none')}>{say('console.user.none_why')}</Empty>
        ) : (
          <FailureAlert error={user.error} title={say('console.ui.not_loaded')} onRetry={() => void user.refetch()} />
        )}
      </Screen>
    )
  return <Loaded key={userId} user={user.data} />
}

function Loaded({ user }: { user: AdminUser }) {
  const [, , tab = 'summary'] = usePlace().segments
  useEffect(() => {
    // What was pressed may be gone, as Disable is once they are disabled: then Tab goes on from the heading.
    if (user && document.activeElement === document.body) document.querySelector('h1')?.focus()
  }, [user])
  return (
    <Screen
      parent={PARENT}
      title={user.name || (user.isGuest ? say('console.ui.guest') : say('console.ui.no_name'))}
      description={
        <Group gap="xs">
          <span>{user.email ?? say('console.ui.no_email')}</span>
          <UserBadges user={user} />
        </Group>
      }
      actions={<UserActions user={user} />}
    >
      <Tabs
        value={tab}
        onChange={(next) => go(hrefOf(['users', user._id, ...(next ? [next] : [])]), { replace: true })}
        keepMounted={false}
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="summary">{say('console.user.summary')}</Tabs.Tab>
          <Tabs.Tab value="sessions">
            {say('console.user.sessions_count', { count: formatNumber(user.sessions.length) })}
          </Tabs.Tab>
          <Tabs.Tab value="ways">{say('console.user.ways_in')}</Tabs.Tab>
          <Tabs.Tab value="activity">{say('console.user.activity')}</Tabs.Tab>
          <Tabs.Tab value="data">{say('console.user.metadata')}</Tabs.Tab>
          <Tabs.Tab value="record">{say('console.audit.title')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="summary">
          <SummaryTab user={user} />
        </Tabs.Panel>
        <Tabs.Panel value="sessions">
          <SessionsTab user={user} />
        </Tabs.Panel>
        <Tabs.Panel value="ways">
          <WaysInTab user={user} />
        </Tabs.Panel>
        <Tabs.Panel value="activity">
          <ActivityTab userId={user._id} />
        </Tabs.Panel>
        <Tabs.Panel value="data">
          <DataTab user={user} />
        </Tabs.Panel>
        <Tabs.Panel value="record">
          <RecordTab userId={user._id} />
        </Tabs.Panel>
      </Tabs>
    </Screen>
  )
}
