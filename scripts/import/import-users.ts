import type { FormatSecrets } from '../../src/crypto/password-formats/format.ts'
import { importFile } from './import-file.ts'
import { readingOf, type readOptions } from './options.ts'
import { openRejectFile } from './reject-file.ts'
import { printReport } from './report.ts'
import type { UsersTable } from './users-table.ts'

interface Job {
  options: ReturnType<typeof readOptions>
  secrets: FormatSecrets
  /** Gives the file by its name: it is read twice. */
  file(): Promise<string>
  open(): Promise<UsersTable>
}

/** Imports users, says what came in, and writes what did not; returns whether all did. The reject file of `source` is opened first. */
export async function importUsers(source: string, { options, secrets, file, open }: Job): Promise<boolean> {
  const reading = readingOf(options, secrets)
  const rejectFile = openRejectFile(options['reject-file'] ?? `${source === '-' ? 'users' : source}.rejects.jsonl`)
  try {
    const path = await file()
    const table = await open()
    try {
      const report = await importFile(path, { reading, secrets, table, rejectFile, update: options.update })
      rejectFile.keep()
      printReport(report, options['dry-run'], rejectFile.path)
      return report.rejects.size + report.refusedFields.size === 0
    } finally {
      await table.close()
    }
  } finally {
    rejectFile.close()
  }
}
