import { Group, Skeleton, Stack, Tabs } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { LatchkeyError } from '../../../client/error.ts'
import { admin } from '../api/admin.ts'
import type { AdminUser } from '../api/types.ts'
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

const PARENT = { label: 'Users', href: hrefOf(['users']) }

/** All that there is of one user, and what can be done. */
export function UserScreen({ userId }: { userId: string }) {
  const user = useQuery({ queryKey: ['user', userId], queryFn: () => admin.getUser(userId) })
  if (user.isPending)
    return (
      <Screen title="User" parent={PARENT}>
        <Stack role="status" aria-label="Loading">
          <Skeleton h={36} />
          <Skeleton h={240} />
        </Stack>
      </Screen>
    )
  if (!user.data)
    return (
      <Screen title="User" parent={PARENT}>
        {user.error instanceof LatchkeyError && user.error.code === 'user_not_found' ? (
          <Empty title="There is no such user">They may have been deleted. The audit record says by whom.</Empty>
        ) : (
          <FailureAlert error={user.error} title="This could not be loaded" onRetry={() => void user.refetch()} />
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
      title={user.name || (user.isGuest ? 'Guest' : 'No name')}
      description={
        <Group gap="xs">
          <span>{user.email ?? 'No email address'}</span>
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
          <Tabs.Tab value="summary">Summary</Tabs.Tab>
          <Tabs.Tab value="sessions">Sessions ({user.sessions.length})</Tabs.Tab>
          <Tabs.Tab value="ways">Ways in</Tabs.Tab>
          <Tabs.Tab value="activity">Activity</Tabs.Tab>
          <Tabs.Tab value="data">Metadata</Tabs.Tab>
          <Tabs.Tab value="record">Audit record</Tabs.Tab>
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
