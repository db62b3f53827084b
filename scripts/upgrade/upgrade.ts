// npm run upgrade -- <folder or git ref>: says what a newer version of Latchkey changes for this checkout, and changes
// nothing (docs/upgrading.md). Exit code 0: nothing is in the way of the merge; 1: something is, or it could not be found out.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Complaint } from '../generate/complaint.ts'
import { printable } from '../support/printable.ts'
import { compareWith } from './compare-with.ts'

const USAGE = 'npm run upgrade -- <folder or git ref>, such as upstream/main, v0.2.0 or ../latchkey'

const scratch = mkdtempSync(join(tmpdir(), 'latchkey-upgrade-'))
try {
  const { paragraphs, isClear } = compareWith(nameOfVersion(), scratch)
  console.log(printable(paragraphs.join('\n\n')))
  process.exitCode = isClear ? 0 : 1
} catch (error) {
  if (!(error instanceof Complaint)) throw error
  console.error(printable(error.message))
  process.exitCode = 1
} finally {
  rmSync(scratch, { recursive: true })
}

function nameOfVersion(): string {
  try {
    const [name, ...others] = parseArgs({ allowPositionals: true }).positionals
    if (name && others.length === 0) return name
  } catch (error) {
    throw new Complaint(`${error instanceof Error ? error.message : error}\n${USAGE}`)
  }
  throw new Complaint(USAGE)
}
