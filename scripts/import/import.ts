// npm run import -- users.jsonl: imports the users of a MongoDB collection into the local database, or with --remote into
// the deployed one. docs/migrating-from-express.md describes the whole move; --help lists the options.
import { appendFileSync, closeSync, existsSync, fstatSync, openSync, readFileSync, rmSync, statSync } from 'node:fs'
import { parseArgs, parseEnv } from 'node:util'
import { formOf, IMPORTED_FORM } from '../../src/crypto/imported-forms.ts'
import type { FormatSecrets } from '../../src/crypto/password-formats/format.ts'
import { findCollisions } from './collisions.ts'
import { openFile, readDocuments } from './documents.ts'
import { fromLatchkey } from './from/latchkey.ts'
import { showProgress } from './progress.ts'
import { keepInput } from './standard-input.ts'
import { openLocal, openRemote, openThrowaway } from './targets.ts'
import { PROFILE_FIELDS, type Reason, Reject, toUser } from './to-user.ts'
import { toJson, writeUsers } from './users-table.ts'

const HELP = `npm run import -- <file> [options]

  <file>             mongoexport's lines or array, Extended JSON v2, also packed with gzip; - for standard input
  --remote           into the deployed database instead of the local one
  --dry-run          only read, and report what would come in; does not look at what is in the database
  --map from=to      a field of the documents (also a.b) that is a profile field here; may be repeated
                     (${PROFILE_FIELDS.join(', ')}; fields of these names come along by themselves)
  --from latchkey    the file is of \`npm run export\`: users come in exactly as they are there
  --update           also take what changed in the file since an earlier import
  --reject-file f    where to write what cannot come in; otherwise <file>.rejects.jsonl
  --persist-to dir   the local database of \`npm run dev -- --persist-to dir\`
  --env name         an environment of wrangler.toml

Exit status: 0 if all came in, 1 if something did not (see the reject file), 2 if the import could not be made.
`

const EXIT = { complete: 0, rejects: 1, failed: 2 }

const MAX_BATCH_ROWS = 2_000
const MAX_BATCH_BYTES = 500_000 // D1 takes a parameter of 2 MB

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      remote: { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
      update: { type: 'boolean', default: false },
      map: { type: 'string', multiple: true, default: [] },
      from: { type: 'string' },
      'reject-file': { type: 'string' },
      'persist-to': { type: 'string' },
      env: { type: 'string', short: 'e' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  const [source, ...others] = positionals
  if (values.help || !source || others.length > 0) {
    console.log(HELP)
    return values.help ? EXIT.complete : EXIT.failed
  }
  if (values.from !== undefined && values.from !== 'latchkey') throw new Error(`--from ${values.from}: only latchkey`)
  const isExport = values.from === 'latchkey'
  if (isExport && (values.update || values.map.length > 0))
    throw new Error('--from latchkey brings users in exactly as they are in the file, without --map and --update')
  const map = new Map(values.map.map(readMapping))
  const rejectFile = openRejectFile(values['reject-file'] ?? `${source === '-' ? 'users' : source}.rejects.jsonl`)
  const file = source === '-' ? await keepInput(process.stdin) : source // it is read twice
  try {
    const table = values['dry-run']
      ? await openThrowaway()
      : await (values.remote ? openRemote(values.env) : openLocal(values.env, values['persist-to']))
    try {
      const report = await importFile(file, { map, table, rejectFile, update: values.update, isExport })
      printReport(report, values['dry-run'], rejectFile.path)
      return report.rejects.size > 0 || report.refusedFields.size > 0 ? EXIT.rejects : EXIT.complete
    } finally {
      await table.close()
    }
  } finally {
    rejectFile.close()
  }
}

function readMapping(text: string): [string, string] {
  const [from, to, ...rest] = text.split('=')
  if (!from || !to || rest.length > 0) throw new Error(`--map ${text}: write it as from=to`)
  if (!PROFILE_FIELDS.includes(to))
    throw new Error(`--map ${text}: ${to} is no profile field (${PROFILE_FIELDS.join(', ')})`)
  return [from, to]
}

interface Job {
  map: Map<string, string>
  table: Awaited<ReturnType<typeof openThrowaway>>
  rejectFile: RejectFile
  update: boolean
  isExport: boolean
}

/**
 * Reads the file as a stream, first for what is in it twice, and writes it in batches: one is written while the next is
 * read.
 */
async function importFile(file: string, { map, table, rejectFile, update, isExport }: Job): Promise<Report> {
  const report = newReport()
  const startedAt = Date.now()
  const secrets = readSecrets()
  const progress = showProgress(2 * statSync(file).size)
  let bytesRead = 0
  let batch: Candidate[] = []
  let batchBytes = 0
  let writing: Promise<void> = Promise.resolve()

  const write = async (candidates: Candidate[]) => {
    const outcome = await writeUsers(
      table,
      candidates.map(({ json }) => json),
      { update },
    )
    report.inserted += outcome.inserted
    report.updated += outcome.updated
    const behind = isExport ? 0 : outcome.behind // no option takes that over
    report.behind += behind
    report.present += candidates.length - outcome.inserted - outcome.updated - behind - outcome.duplicates.length
    for (const { place, reason } of outcome.duplicates) {
      const { line = 0, _id } = candidates[place] ?? {}
      reject(line, reason, '', _id)
    }
    progress.update(bytesRead, `${report.documents.toLocaleString('en')} documents`)
  }
  const flush = async () => {
    const candidates = batch
    batch = []
    batchBytes = 0
    await writing
    writing = candidates.length > 0 ? write(candidates) : Promise.resolve()
    writing.catch(() => {}) // it is awaited by the next flush
  }
  const reject = (line: number, reason: Reason, message: string, _id?: string) => {
    count(report.rejects, reason)
    rejectFile.write({ line, reason, ...(message && { message }), ...(_id && { _id }) })
  }

  const read = () =>
    readDocuments(
      openFile(file, (bytes) => {
        bytesRead += bytes
      }),
    )
  const collisions = await findCollisions(read())
  for await (const { line, text, problem } of read()) {
    const collision = collisions.get(report.documents++)
    try {
      if (problem) throw new Reject(problem)
      const { user, leftOut, refused } = isExport ? fromLatchkey(text, secrets) : toUser(text, map, secrets)
      if (collision) {
        reject(line, collision.reason, `the same as in line ${collision.lines.join(', ')}`, user._id)
        continue
      }
      for (const { field, message } of refused) {
        count(report.refusedFields, field)
        rejectFile.write({ line, reason: 'refused_field', field, message, _id: user._id })
      }
      for (const field of leftOut) if (report.leftOut.size < 100) count(report.leftOut, field)
      if (user.passwordHash === null) report.withoutPassword++
      else if (IMPORTED_FORM.test(formOf(user.passwordHash))) report.forms.add(formOf(user.passwordHash))
      const json = toJson(user, startedAt)
      batch.push({ line, _id: user._id, json })
      batchBytes += Buffer.byteLength(json)
      if (batch.length >= MAX_BATCH_ROWS || batchBytes >= MAX_BATCH_BYTES) await flush()
    } catch (error) {
      if (!(error instanceof Reject)) throw error
      reject(line, error.reason, error.message, error._id)
    }
  }
  await flush()
  await writing
  progress.clear()
  return report
}

/** What the Worker has as secrets, and imported hashes are read with: of the shell, or of `npm run dev`. */
function readSecrets(): FormatSecrets {
  const local = existsSync('.dev.vars') ? parseEnv(readFileSync('.dev.vars', 'utf8')) : {}
  return { FIREBASE_SIGNER_KEY: process.env.FIREBASE_SIGNER_KEY ?? local.FIREBASE_SIGNER_KEY }
}

interface Candidate {
  line: number
  _id: string
  json: string
}

interface Report {
  documents: number
  inserted: number
  present: number
  updated: number
  behind: number
  withoutPassword: number
  /** Of the password hashes. */
  forms: Set<string>
  rejects: Map<string, number>
  refusedFields: Map<string, number>
  leftOut: Map<string, number>
  startedAt: number
}

const newReport = (): Report => ({
  documents: 0,
  inserted: 0,
  present: 0,
  updated: 0,
  behind: 0,
  withoutPassword: 0,
  forms: new Set(),
  rejects: new Map(),
  refusedFields: new Map(),
  leftOut: new Map(),
  startedAt: performance.now(),
})

const count = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1)

function printReport(report: Report, isDryRun: boolean, rejectPath: string): void {
  const number = (value: number) => value.toLocaleString('en').padStart(12)
  const line = (value: number, text: string) => value > 0 && console.log(`${number(value)}  ${text}`)
  const seconds = (performance.now() - report.startedAt) / 1_000
  console.log(`${number(report.documents)}  documents${isDryRun ? ' (dry run: nothing was written)' : ''}`)
  console.log(`${number(report.inserted)}  ${isDryRun ? 'would come in' : 'came in'}`)
  line(report.present, isDryRun ? 'more than once in the file' : 'were there already')
  line(report.updated, 'were there, and took over what has changed in the file')
  line(report.behind, 'were there, and have changed in the file since: --update takes that over')
  line(report.withoutPassword, 'have no password: they sign in with a provider, or reset it')
  for (const [field, documents] of report.leftOut) line(documents, `have a field that is none here: ${field}`)
  for (const [field, documents] of report.refusedFields)
    line(documents, `${isDryRun ? 'would come in' : 'came in'} without their ${field}, which is refused here`)
  for (const [reason, documents] of report.rejects) line(documents, `rejected: ${reason}`)
  if (report.forms.size > 0)
    console.log(`In [vars] of wrangler.toml: IMPORTED_HASHES = "${[...report.forms].join(' ')}"`)
  const peak = process.resourceUsage().maxRSS / 1_024
  console.log(`In ${seconds.toFixed(1)} s; at most ${peak.toFixed(0)} MB of memory.`)
  if (report.rejects.size + report.refusedFields.size > 0) console.log(`What did not come in, and why: ${rejectPath}`)
}

interface RejectFile {
  path: string
  write(entry: Record<string, unknown>): void
  close(): void
}

/** Opened at once, so that an import does not begin if it cannot write its rejects; deleted if nothing was rejected. */
function openRejectFile(path: string): RejectFile {
  const file = openSync(path, 'w', 0o600)
  let isWanted = !fstatSync(file).isFile() // such as /dev/null
  return {
    path,
    write(entry) {
      isWanted = true
      appendFileSync(file, `${JSON.stringify(entry)}\n`)
    },
    close() {
      closeSync(file)
      if (!isWanted) rmSync(path, { force: true })
    },
  }
}

function explain(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  if (text.includes('no such table')) return 'The database has no tables yet: run npm run dev once, or npm run deploy.'
  return text
}

// The reader of the report may stop early, as `head` does: the import goes on, and its exit status says how it went.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
}

try {
  process.exitCode = await main()
} catch (error) {
  console.error(explain(error))
  process.exitCode = EXIT.failed
}
process.exit() // whatever wrangler still holds open
