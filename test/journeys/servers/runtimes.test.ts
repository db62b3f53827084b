import { existsSync, realpathSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { describe, it } from 'vitest'
import { expectRight } from '../support/packed-verifier.ts'

/** The Node that runs this, and the one that is installed on the machine, which may be older. */
const nodes = [process.execPath, ...(process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'node'))]
const runtimes = [...new Set(nodes.filter(existsSync).map((path) => realpathSync(path)))].map(
  (path): [string, string, string[]] => [path, path, []],
)

describe('the packed verifier', () => {
  it.each(runtimes)('runs in Node (%s)', (_, command, args) => expectRight(command, args))
})
