import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hasGeneratedPart, isGenerated } from './generated.ts'

/** The generated files. Each is written at once; or nothing is, and those that are not up to date are remembered. */
export class Files {
  readonly stale: string[] = []
  readonly #made = new Map<string, string>()
  readonly isCheck: boolean

  constructor({ isCheck }: { isCheck: boolean }) {
    this.isCheck = isCheck
  }

  /** The text of a file, as an earlier generator made it, or else as it is on the disk. Empty if there is none. */
  read(file: string): string {
    return this.#made.get(file) ?? (existsSync(file) ? readFileSync(file, 'utf8') : '')
  }

  /** Throws for a file that is not known to be generated: after a merge nobody would know to make it again. */
  write(file: string, text: string): void {
    if (!isGenerated(file) && !hasGeneratedPart(file)) throw new Error(`generated.ts does not know ${file}`)
    if (this.read(file) === text) return
    this.#made.set(file, text)
    if (this.isCheck) this.stale.push(file)
    else writeFileSync(file, text)
  }

  /** For a file that nothing makes any more. */
  remove(file: string): void {
    if (this.isCheck) this.stale.push(file)
    else rmSync(file)
  }
}
