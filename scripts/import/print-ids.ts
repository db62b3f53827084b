import { openFile, readDocuments } from './documents.ts'
import { readDocumentId } from './keys.ts'
import type { Reading } from './reading.ts'
import { Reject } from './reject.ts'

/** Prints the id of each document as the import would store it. Throws an `Error` with the line of one that has none. */
export async function printIds(file: string, reading: Reading): Promise<void> {
  for await (const { line, text, problem } of readDocuments(openFile(file, () => {}))) {
    try {
      if (problem) throw new Reject(problem)
      process.stdout.write(`${readDocumentId(text, reading)}\n`)
    } catch (error) {
      throw error instanceof Reject ? new Error(`line ${line}: ${error.message}`) : error
    }
  }
}
