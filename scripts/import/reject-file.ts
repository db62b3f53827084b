import { appendFileSync, closeSync, existsSync, openSync, renameSync, rmSync, statSync } from 'node:fs'

export interface RejectFile {
  path: string
  write(entry: Record<string, unknown>): void
  /** The import is complete: what was written takes the place of an earlier file, or if nothing was, removes that. */
  keep(): void
  /** Forgets what was not kept. */
  close(): void
}

/** Opened at once, so that an import does not begin if it cannot write its rejects. */
export function openRejectFile(path: string): RejectFile {
  const isDevice = existsSync(path) && !statSync(path).isFile() // such as /dev/null
  const written = isDevice ? path : `${path}.part`
  const file = openSync(written, 'w', 0o600)
  let isEmpty = true
  let isKept = isDevice
  return {
    path,
    write(entry) {
      isEmpty = false
      appendFileSync(file, `${JSON.stringify(entry)}\n`)
    },
    keep() {
      if (isKept) return
      isKept = true
      if (!isEmpty) return renameSync(written, path)
      for (const old of [written, path]) rmSync(old, { force: true })
    },
    close() {
      closeSync(file)
      if (!isKept) rmSync(written, { force: true })
    },
  }
}
