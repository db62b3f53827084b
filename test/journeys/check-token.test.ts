import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import jwt from 'jsonwebtoken'
import { describe, expect, it } from 'vitest'
import { exitCode } from '../../scripts/support/wrangler.ts'
import { env } from './support/run-import.ts'

const SECRET = 'the secret of the old backend, long enough'
const SETTINGS = { LEGACY_JWT_SECRET: SECRET, LEGACY_JWT_UNTIL: '9999-12-31' }

/** `npm run import -- --check-token` with a token on standard input. */
async function check(token: string, settings: Record<string, string> = SETTINGS) {
  const args = ['scripts/import/import.ts', '--check-token']
  const child = spawn(process.execPath, args, { env: { ...env, ...settings }, stdio: 'pipe' })
  child.stdin.end(`${token}\n`)
  const [status, stdout, stderr] = await Promise.all([exitCode(child), text(child.stdout), text(child.stderr)])
  return { status, stdout, stderr }
}

// Which check each token fails is in test/migration/sign-ins.test.ts.
describe('npm run import -- --check-token', () => {
  it('says whom a token names, or which claims it has, and nothing of what is in them', async () => {
    const token = jwt.sign({ user: { id: '66388000' } }, SECRET)
    const [refused, named] = await Promise.all([
      check(token),
      check(`Bearer ${token}`, { ...SETTINGS, LEGACY_JWT_USER_CLAIM: 'user.id' }),
    ])
    expect(refused.status).toBe(1)
    expect(refused.stdout).toContain('(user_claim): its claim _id is missing, or no text. It has user, iat:')
    expect(refused.stdout).not.toContain('66388000')
    expect([named.status, named.stdout]).toEqual([0, expect.stringContaining('names the user 66388000')])
  })

  it('says why a token is refused, and that a secret is missing', async () => {
    const [expired, none, unset] = await Promise.all([
      check(jwt.sign({ _id: '1' }, SECRET, { expiresIn: -1 })),
      check('no token'),
      check('x', { LEGACY_JWT_SECRET: '' }),
    ])
    expect([expired.status, expired.stdout]).toEqual([1, expect.stringContaining('(token_expired)')])
    expect([none.status, none.stdout]).toEqual([1, expect.stringContaining('(form)')])
    expect([unset.status, unset.stderr]).toEqual([2, expect.stringContaining('LEGACY_JWT_SECRET is neither')])
  })
})
