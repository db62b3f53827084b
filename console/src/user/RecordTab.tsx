import { AuditList } from '../audit/AuditList.tsx'

/** What operators did to this user. */
export function RecordTab({ userId }: { userId: string }) {
  return <AuditList filters={{ userId }} />
}
