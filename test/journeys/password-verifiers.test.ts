import { execFileSync, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import vectors from '../conformance/pbkdf2-chain.json'

const FOLDER = join(import.meta.dirname, '../../scripts/export')
const expected = vectors.map(({ matches }) => matches)

/** Programs that read vectors from standard input and write what the verifier of docs/moving-out.md says of each. */
const IN_NODE = `
  import { text } from 'node:stream/consumers'
  import { verifyPassword } from './verify.mjs'
  const vectors = JSON.parse(await text(process.stdin))
  console.log(JSON.stringify(vectors.map(({ password, stored }) => verifyPassword(password, stored))))`
const IN_PYTHON = `
import json, sys
sys.dont_write_bytecode = True
sys.path.insert(0, '.')
from verify import verify_password
print(json.dumps([verify_password(vector['password'], vector['stored']) for vector in json.load(sys.stdin)]))`

const run = (program: string, args: string[], input: unknown): unknown =>
  JSON.parse(
    execFileSync(program, args, { cwd: FOLDER, input: JSON.stringify(input), encoding: 'utf8', stdio: 'pipe' }),
  )

const broken = [
  '$pbkdf2-sha256$i=10000,n=1$AAAA$AAAA',
  String(vectors[0]?.stored).slice(0, -1),
  `${vectors[0]?.stored}=`,
  `${vectors[0]?.stored}\n`,
  String(vectors[0]?.stored).replace('n=1', 'n=0'),
].map((stored) => ({ password: 'x', stored }))

describe('the verifier in Node', () => {
  const args = ['--input-type=module', '--eval', IN_NODE]

  it('says of each vector what Latchkey says', () => {
    expect(run(process.execPath, args, vectors)).toEqual(expected)
  })

  it.each(broken)('throws for what is no hash of this form: $stored', (vector) => {
    expect(() => run(process.execPath, args, [vector])).toThrow('not a hash of this form')
  })
})

const hasPython = spawnSync('python3', ['--version']).status === 0

describe.skipIf(!hasPython)(`the verifier in Python${hasPython ? '' : ' (skipped: there is no python3)'}`, () => {
  it('says of each vector what Latchkey says', () => {
    expect(run('python3', ['-c', IN_PYTHON], vectors)).toEqual(expected)
  })

  it.each(broken)('raises for what is no hash of this form: $stored', (vector) => {
    expect(() => run('python3', ['-c', IN_PYTHON], [vector])).toThrow('not a hash of this form')
  })
})
