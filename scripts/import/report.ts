import { REASONS, type Reason } from './reject.ts'
import { DISABLING_FIELDS } from './values.ts'

export interface Report {
  documents: number
  inserted: number
  present: number
  updated: number
  behind: number
  /** Were filled with what was empty here. */
  filled: number
  /** Would be filled with `--update`. */
  lacking: number
  /** Lack something that is in the file, and are left as they are. */
  kept: number
  disabled: number
  withoutPassword: number
  /** Of the password hashes. */
  forms: Set<string>
  rejects: Map<Reason, number>
  refusedFields: Map<string, number>
  leftOut: Map<string, number>
  startedAt: number
}

export const newReport = (): Report => ({
  documents: 0,
  inserted: 0,
  present: 0,
  updated: 0,
  behind: 0,
  filled: 0,
  lacking: 0,
  kept: 0,
  disabled: 0,
  withoutPassword: 0,
  forms: new Set(),
  rejects: new Map(),
  refusedFields: new Map(),
  leftOut: new Map(),
  startedAt: performance.now(),
})

export const count = <Key>(counts: Map<Key, number>, key: Key) => counts.set(key, (counts.get(key) ?? 0) + 1)

export function printReport(report: Report, isDryRun: boolean, rejectPath: string): void {
  const number = (value: number) => value.toLocaleString('en').padStart(12)
  const line = (value: number, text: string) => value > 0 && console.log(`${number(value)}  ${text}`)
  const seconds = (performance.now() - report.startedAt) / 1_000
  console.log(`${number(report.documents)}  documents${isDryRun ? ' (dry run: nothing was written)' : ''}`)
  console.log(`${number(report.inserted)}  ${isDryRun ? 'would come in' : 'came in'}`)
  line(report.present, isDryRun ? 'more than once in the file' : 'were there already')
  line(report.updated, 'were there, and took over what has changed in the file')
  line(report.behind, 'were there, and have changed in the file since: --update takes that over')
  line(report.filled, 'were there, and were given what the file has and was empty here')
  line(report.lacking, 'were there, and lack what the file has: --update fills that in')
  line(
    report.kept,
    'were there, and lack what the file has: no import fills that in, since they may have removed it here',
  )
  line(report.disabled, isDryRun ? 'are disabled, and would come in disabled' : 'are disabled in the file')
  line(report.withoutPassword, 'have no password: they sign in with a provider, or reset it')
  for (const [field, documents] of report.leftOut) line(documents, `have a field that is none here: ${field}`)
  for (const [field, documents] of report.refusedFields)
    line(documents, `${isDryRun ? 'would come in' : 'came in'} ${refusal(field)}`)
  for (const [reason, documents] of report.rejects) line(documents, `rejected: ${reason}. ${REASONS[reason]}`)
  if (report.forms.size > 0)
    console.log(`In [vars] of wrangler.toml: IMPORTED_HASHES = "${[...report.forms].join(' ')}"`)
  const peak = process.resourceUsage().maxRSS / 1_024
  console.log(`In ${seconds.toFixed(1)} s; at most ${peak.toFixed(0)} MB of memory.`)
  if (report.rejects.size + report.refusedFields.size > 0) console.log(`What did not come in, and why: ${rejectPath}`)
}

const refusal = (field: string): string =>
  DISABLING_FIELDS.includes(field)
    ? `disabled, because their ${field} cannot be understood`
    : `without their ${field}, which is refused here`
