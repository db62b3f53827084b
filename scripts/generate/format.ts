import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

const BIOME = join(import.meta.dirname, '../../node_modules/@biomejs/biome/bin/biome')

/** The text of a file as `npm run format` would write it. Biome leaves files with `.gen` in their names alone. */
export const formatted = (file: string, text: string): string =>
  execFileSync(process.execPath, [BIOME, 'format', `--stdin-file-path=${file.replace('.gen', '')}`], {
    input: text,
    encoding: 'utf8',
  })
