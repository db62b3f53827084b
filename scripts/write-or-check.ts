import { readFileSync, writeFileSync } from 'node:fs'

/**
 * Writes a generated file. With --check on the command line it writes nothing, and lets the process fail if the file is
 * not what it would write; `command` is what brings it up to date.
 */
export function writeOrCheck(file: string, text: string, command: string): void {
  if (!process.argv.includes('--check')) {
    writeFileSync(file, text)
  } else if (readFileSync(file, 'utf8') !== text) {
    console.error(`${file} is not up to date: ${command}`)
    process.exitCode = 1
  }
}
