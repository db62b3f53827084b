import { Paper } from '@mantine/core'
import { admin } from '../api/admin.ts'
import { say } from '../lib/language.ts'
import { usePages } from '../lib/use-pages.ts'
import { Empty } from '../ui/Empty.tsx'
import { PagedList } from '../ui/PagedList.tsx'
import { AuditEntry } from './AuditEntry.tsx'
import classes from './AuditList.module.css'

interface Props {
  filters: { userId?: string; actorId?: string }
}

export function AuditList({ filters }: Props) {
  const query = { userId: filters.userId?.trim() || undefined, actorId: filters.actorId?.trim() || undefined }
  const audit = usePages(['audit', query], (cursor) => admin.listAudit({ ...query, cursor }))
  const isFiltered = query.userId !== undefined || query.actorId !== undefined
  return (
    <Paper px="md" py={4}>
      <PagedList
        pages={audit}
        empty={
          <Empty title={say('console.ui.nothing_recorded')}>
            {isFiltered ? say('console.audit.none_like_that') : say('console.audit.none_yet')}
          </Empty>
        }
      >
        {(items) => (
          <ul className={classes.list}>
            {items.map((item) => (
              <AuditEntry key={item._id} item={item} />
            ))}
          </ul>
        )}
      </PagedList>
    </Paper>
  )
}
