import { type ExecFileException, execFile } from 'node:child_process'
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect } from 'vitest'
import { buildClient, PROJECT } from '../../../client/test/support/built-client.ts'
import { forgedTokens } from './forged-tokens.ts'
import { type Issuer, startIssuer } from './issuer.ts'

/** Prints who each token of its arguments names, or why it is refused. */
const PROGRAM = `
import { AccessError, createVerifier } from 'latchkey/server'

const [issuer, ...tokens] = process.argv.slice(2)
const verifier = createVerifier({ issuer, audience: 'latchkey' })
const said = []
for (const token of tokens)
  said.push(await verifier.verify(token).then(({ userId }) => userId, (error) => error instanceof AccessError ? error.code : error.code + '!'))
console.log(JSON.stringify(said))
`

let app: string
let issuer: Issuer
let foreign: Issuer

beforeAll(async () => {
  app = await mkdtemp(join(tmpdir(), 'latchkey-runtimes-'))
  issuer = await startIssuer()
  foreign = await startIssuer()
  const built = await buildClient()
  await cp(built, join(app, 'node_modules/latchkey'), { recursive: true })
  await rm(built, { recursive: true })
  await cp(join(PROJECT, 'node_modules/jose'), join(app, 'node_modules/jose'), { recursive: true })
  await writeFile(join(app, 'package.json'), JSON.stringify({ type: 'module' }))
  await writeFile(join(app, 'program.js'), PROGRAM)
})

afterAll(async () => {
  await Promise.all([issuer?.stop(), foreign?.stop()])
  if (app) await rm(app, { recursive: true, force: true })
})

const judged = (command: string, args: string[], tokens: string[]): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const all = [...args, 'program.js', issuer.url, ...tokens]
    execFile(command, all, { cwd: app }, (error: ExecFileException | null, stdout) =>
      error ? reject(error) : resolve(JSON.parse(stdout)),
    )
  })

/** Runs the packed verifier by a command, and expects that it judges right and forged tokens as it should. */
export async function expectRight(command: string, args: string[]): Promise<void> {
  const forged = await forgedTokens(issuer, foreign)
  const tokens = [await issuer.accessToken(), ...forged.map(([, token]) => token)]
  const [first, ...others] = (await judged(command, args, tokens)) as string[]
  expect(first).toBe('robin')
  for (const [index, code] of others.entries())
    expect(code, forged[index]?.[0]).toMatch(/^(token_invalid|token_expired|keys_unreachable!)$/)
  expect(others).toContain('token_expired')
}
