import { readFileSync, writeFileSync } from 'node:fs'

/**
 * Writes a generated file. With --check on the command line it only compares, and makes the process fail if the file is
 * not up to date; `command` is what a person should run then.
 */
export function writeOrCheck(file: string, text: string, command: string): void {
  if (!process.argv.includes('--check')) {
    writeFileSync(file, text)
  } else if (readFileSync(file, 'utf8') !== text) {
    console.error(`${file} is not up to date: ${command}`)
    process.exitCode = 1
  }
}
