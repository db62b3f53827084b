import { createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** Writes standard input to a file that nobody else can read, and that is gone when this process is: answers its path. */
export async function keepInput(input: Readable): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'latchkey-import-'))
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }))
  const file = join(directory, 'documents')
  await pipeline(input, createWriteStream(file, { mode: 0o600 }))
  return file
}
