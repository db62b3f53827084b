import { readFileSync } from 'node:fs'

/** A file as a document shows it: what readers copy is what the tests run. */
export const file = (path: string, language: string): string =>
  `\`\`\`${language}\n${readFileSync(path, 'utf8').trim()}\n\`\`\``
