import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const LIBRARY = join(import.meta.dirname, '../../node_modules/bcryptjs')
const CLOCK = join(import.meta.dirname, '../../src/crypto/password-formats/round-clock.ts')
/** What it is called in a bundle. */
export const ID = '\0bcryptjs'

/**
 * bcryptjs as Workers need it: with a clock that counts its rounds (see there) and `setTimeout`, by which it lets others
 * run, and without Node's random numbers, which comparing needs not. A plugin of Rolldown's, and so of Vite's.
 */
export const bcryptjs = {
  name: 'bcryptjs',
  enforce: 'pre' as const, // or Vite would find the library itself
  resolveId: (id: string) => (id === 'bcryptjs' ? ID : undefined),
  load: (id: string) => (id === ID ? adapted(readFileSync(join(LIBRARY, 'index.js'), 'utf8')) : undefined),
}

function adapted(source: string): string {
  const changes = [
    [
      'import nodeCrypto from "crypto";',
      `import { roundClock } from '${CLOCK}'; const setImmediate = undefined, nodeCrypto = undefined;`,
    ],
    ['Date.now()', 'roundClock()'],
  ] as const
  return changes.reduce((code, [old, replacement]) => {
    if (!code.includes(old)) throw new Error(`bcryptjs has no ${old} any more: what stands for it now?`)
    return code.replaceAll(old, replacement)
  }, source)
}
