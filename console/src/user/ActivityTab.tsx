import { admin } from '../api/admin.ts'
import { usePages } from '../lib/use-pages.ts'
import { Empty } from '../ui/Empty.tsx'
import { PagedList } from '../ui/PagedList.tsx'
import { Section } from '../ui/Section.tsx'
import { ActivityList } from './ActivityList.tsx'

/** All of the account's record, as its owner sees it, too. */
export function ActivityTab({ userId }: { userId: string }) {
  const activity = usePages(['activity', userId], (cursor) => admin.listUserActivity(userId, { cursor }))
  return (
    <Section title="Activity">
      <PagedList pages={activity} empty={<Empty title="Nothing is recorded">It is kept for EVENTS_RETENTION.</Empty>}>
        {(items) => <ActivityList items={items} />}
      </PagedList>
    </Section>
  )
}
