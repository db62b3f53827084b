import { admin } from '../api/admin.ts'
import { say } from '../lib/language.ts'
import { usePages } from '../lib/use-pages.ts'
import { Empty } from '../ui/Empty.tsx'
import { PagedList } from '../ui/PagedList.tsx'
import { Section } from '../ui/Section.tsx'
import { ActivityList } from './ActivityList.tsx'

/** All of the account's record, as its owner sees it, too. */
export function ActivityTab({ userId }: { userId: string }) {
  const activity = usePages(['activity', userId], (cursor) => admin.listUserActivity(userId, { cursor }))
  return (
    <Section title={say('console.user.activity')}>
      <PagedList
        pages={activity}
        empty={<Empty title={say('console.ui.nothing_recorded')}>{say('console.user.activity_kept')}</Empty>}
      >
        {(items) => <ActivityList items={items} />}
      </PagedList>
    </Section>
  )
}
