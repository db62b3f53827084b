import { execFile } from 'node:child_process'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildClient, PROJECT } from '../../client/test/support/built-client.ts'
import { type RunningDev, startDev } from '../journeys/support/npm-dev.ts'
import { withAvatars } from '../support/with-avatars.ts'

const ON = ['GUESTS', 'LOGIN_CODES', 'SIGN_UP_BY_CODE', 'FACTORS', 'PASSKEYS']
const INSTALL_MS = 600_000 // 850 packages: a minute by itself, and several beside other work
const TESTS_MS = 600_000 // Babel compiles React Native at the first run

let directory: string
let app: string
let dev: RunningDev

describe('the Expo example, copied to where it has no packages', () => {
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'latchkey-expo-'))
    app = join(directory, 'examples/expo')
    await cp(join(PROJECT, 'examples/expo'), app, { recursive: true, filter: (path) => !path.endsWith('node_modules') })
    await cp(await buildClient(), join(directory, 'dist'), { recursive: true })
    const settings = ON.flatMap((name) => ['--var', `${name}:on`])
    dev = await startDev(['--stand-in-providers=0', ...settings], PROJECT, withAvatars)
  })

  afterAll(async () => {
    await dev?.stop()
    await rm(directory, { recursive: true, force: true, maxRetries: 5 })
  })

  it('installs exactly what its lock file says', { timeout: INSTALL_MS }, async () => {
    expect(await said('npm', ['ci', '--loglevel=notice'])).toContain('added')
  })

  it('type-checks', async () => {
    expect(await said('npm', ['run', '--silent', 'check'])).toBe('')
  })

  it('passes its tests, which press its buttons, against the running service', { timeout: TESTS_MS }, async () => {
    const [, standIns = ''] = /stand-ins: (\S+)/.exec(dev.greeting) ?? []
    const where = { EXPO_PUBLIC_API_URL: dev.url, STAND_INS_URL: standIns, SERVICE_DIRECTORY: dev.directory }
    expect(await said('npm', ['test', '--', '--ci'], where)).toMatch(/^Tests: +\d+ passed, \d+ total$/m)
  })
})

/** Everything that a command has written, whether it succeeds or not. */
async function said(command: string, args: string[], env: Record<string, string> = {}): Promise<string> {
  const run = promisify(execFile)(command, args, { cwd: app, env: { ...process.env, ...env }, maxBuffer: 2 ** 26 })
  const { stdout, stderr } = await run.catch((error) => error)
  return `${stdout}${stderr}`
}
