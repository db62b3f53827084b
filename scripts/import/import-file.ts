import { statSync } from 'node:fs'
import { formOf, IMPORTED_FORM } from '../../src/crypto/imported-forms.ts'
import type { FormatSecrets } from '../../src/crypto/password-formats/format.ts'
import { findCollisions } from './collisions.ts'
import { openFile, readDocuments } from './documents.ts'
import { fromLatchkey } from './from/latchkey.ts'
import { keysOfExport, readKeys } from './keys.ts'
import { showProgress } from './progress.ts'
import type { Reading } from './reading.ts'
import { Reject } from './reject.ts'
import type { RejectFile } from './reject-file.ts'
import { count, newReport, type Report } from './report.ts'
import { type Converted, toUser } from './to-user.ts'
import { toJson, type UsersTable, writeUsers } from './users-table.ts'

const MAX_BATCH_ROWS = 2_000
const MAX_BATCH_BYTES = 500_000 // D1 takes a parameter of 2 MB

interface Job {
  /** How documents are read; without it, they are of Latchkey's own export. */
  reading: Reading | undefined
  secrets: FormatSecrets
  table: UsersTable
  rejectFile: RejectFile
  update: boolean
}

/**
 * Reads the file as a stream, first for what is in it twice, and writes it in batches: one is written while the next is
 * read.
 */
export async function importFile(file: string, { reading, secrets, table, rejectFile, update }: Job): Promise<Report> {
  const report = newReport()
  const startedAt = Date.now()
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
    const { inserted, updated, filled, duplicates } = outcome
    const { behind, lacking, kept } = reading ? outcome : { behind: 0, lacking: 0, kept: 0 } // no option takes that over
    report.present += candidates.length - inserted - updated - filled - behind - lacking - kept - duplicates.length
    for (const [key, value] of Object.entries({ inserted, updated, filled, behind, lacking, kept }))
      report[key as 'inserted'] += value
    for (const { place, reason } of duplicates) {
      const { line = 0, _id } = candidates[place] ?? {}
      reject(line, new Reject(reason), _id)
    }
    for (const { place, provider } of outcome.taken) {
      const { line = 0, _id = '' } = candidates[place] ?? {}
      refuse(line, _id, { field: 'identities', message: `another user has this account at ${provider}` })
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
  const reject = (line: number, { reason, message }: Reject, _id?: string) => {
    count(report.rejects, reason)
    rejectFile.write({ line, reason, message, ...(_id && { _id }) })
  }
  const refuse = (line: number, _id: string, { field, message }: Converted['refused'][number]) => {
    count(report.refusedFields, field)
    rejectFile.write({ line, reason: 'refused_field', field, message, _id })
  }

  const read = () =>
    readDocuments(
      openFile(file, (bytes) => {
        bytesRead += bytes
      }),
    )
  const collisions = await findCollisions(read(), (text) => (reading ? readKeys(text, reading) : keysOfExport(text)))
  for await (const { line, text, problem } of read()) {
    const collision = collisions.get(report.documents++)
    try {
      if (problem) throw new Reject(problem)
      const { user, leftOut, refused } = reading ? toUser(text, reading) : fromLatchkey(text, secrets)
      if (collision) {
        const { reason, lines } = collision
        reject(line, new Reject(reason, `the same is in line ${lines.join(', ')}`), user._id)
        continue
      }
      for (const refusal of refused) refuse(line, user._id, refusal)
      if (user.isDisabled) report.disabled++
      for (const field of leftOut) if (report.leftOut.size < 100) count(report.leftOut, field)
      if (user.passwordHash === null) report.withoutPassword++
      const form = formOf(user.passwordHash ?? '')
      if (IMPORTED_FORM.test(form)) report.forms.add(form)
      const json = toJson(user, startedAt)
      batch.push({ line, _id: user._id, json })
      batchBytes += Buffer.byteLength(json)
      if (batch.length >= MAX_BATCH_ROWS || batchBytes >= MAX_BATCH_BYTES) await flush()
    } catch (error) {
      if (!(error instanceof Reject)) throw error
      reject(line, error, error._id)
    }
  }
  await flush()
  await writing
  progress.clear()
  return report
}

interface Candidate {
  line: number
  _id: string
  json: string
}
