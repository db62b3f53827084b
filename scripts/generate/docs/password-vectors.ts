import vectors from '../../../test/conformance/pbkdf2-chain.json' with { type: 'json' }
import { code, table } from './table.ts'

/** Passwords and stored hashes, and whether they match. */
export const passwordVectors = (): string =>
  table(
    ['what', 'password, as JSON has it', 'stored', 'matches'],
    vectors.map(({ what, password, stored, matches }) => [
      what,
      code(inAscii(password)),
      code(stored),
      matches ? 'yes' : 'no',
    ]),
  )

/** Readers cannot see how a character is composed. */
const inAscii = (text: string): string =>
  JSON.stringify(text).replaceAll(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
