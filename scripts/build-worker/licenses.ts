import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ID as BCRYPTJS } from './bcryptjs.ts'

const LIBRARIES = join(import.meta.dirname, '../../node_modules')

/** What asks that its license goes where it goes: the end of the module's id, and where the license is. */
const LICENSED = [
  { end: BCRYPTJS, library: 'bcryptjs', file: 'LICENSE' },
  { end: '/common-passwords.gen.ts', library: '@zxcvbn-ts/language-common', file: 'LICENSE.txt' },
]

/** A comment for a module that is made of `moduleIds`. */
export const licensesOf = (moduleIds: string[]): string =>
  LICENSED.filter(({ end }) => moduleIds.some((id) => id.endsWith(end)))
    .map(({ library, file }) => `/*! With ${library}:\n\n${read(join(LIBRARIES, library, file))}\n*/`)
    .join('\n')

const read = (path: string): string => readFileSync(path, 'utf8').trim()
