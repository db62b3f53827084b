import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type * as latchkey from '../../client/index.ts'
import { buildClient } from '../../client/test/support/built-client.ts'
import { fileStorage } from './support/file-storage.ts'
import { type RunningService, startService } from './support/wrangler-dev.ts'

const PASSWORD = 'correct horse battery staple'
const TOKEN_SECONDS = 10 // longer than twenty calls take, short enough to be waited for
const APP = join(import.meta.dirname, 'support/app.ts')

let service: RunningService
let built: string
let client: typeof latchkey
let files: string
/** Who signed up, in a device's storage each, and whose tokens have expired once `expired` settles. */
let registered: latchkey.SignedIn
let expired: Promise<unknown>

/** More than the app takes steps; each ends on a device of its own. */
const devices = Array.from({ length: 30 }, (_, step) => `dave${step}`)

beforeAll(async () => {
  service = await startService({ ACCESS_TOKEN_TTL: `${TOKEN_SECONDS}s`, PASSWORD_ITERATIONS: '20000' })
  built = await buildClient()
  client = await import(join(built, 'client.js'))
  files = await mkdtemp(join(tmpdir(), 'latchkey-storage-'))
  const signUp = (name: string) =>
    openDevice(name).client.register({ name, email: `${name}@example.com`, password: PASSWORD })
  for (const name of devices) await signUp(name)
  registered = await signUp('robin')
  expired = new Promise((resolve) => setTimeout(resolve, (TOKEN_SECONDS + 1) * 1_000)) // others run meanwhile
})

afterAll(async () => {
  await service?.stop()
  for (const directory of [built, files]) if (directory) await rm(directory, { recursive: true })
})

/** A device with the app on it; what it calls and what its listeners are told is noted. */
function openDevice(name: string) {
  const calls: string[] = []
  const events: string[] = []
  const storage = fileStorage(join(files, name))
  const device = client.createClient({
    baseUrl: service.url,
    storage,
    fetch: (url, init) => {
      calls.push(`${init.method} ${new URL(url).pathname}`)
      return fetch(url, init)
    },
  })
  for (const event of ['signedIn', 'signedOut', 'refreshed'] as const) device.on(event, () => events.push(event))
  return { client: device, storage, calls, events }
}

describe('somebody with the app', () => {
  it('is signed out here, when they log this device out from another', async () => {
    const phone = openDevice('phone')
    const tablet = openDevice('tablet')
    await phone.client.register({ name: 'Alice', email: 'alice@example.com', password: PASSWORD })
    await tablet.client.login({ email: 'alice@example.com', password: PASSWORD, deviceName: 'Tablet' })

    const sessions = await tablet.client.listSessions()
    const other = sessions.find(({ current }) => !current)
    await tablet.client.endSession(other?._id ?? '')

    await expect(phone.client.getProfile()).rejects.toMatchObject({ code: 'session_ended', status: 401 })
    expect(phone.events).toEqual(['signedIn', 'signedOut'])
    expect(await phone.storage.get()).not.toContain('"token"')
    expect((await tablet.client.getProfile()).name).toBe('Alice')
    expect(tablet.events).toEqual(['signedIn'])
  })

  it('logs out, and only what shows which device this is is left: a refresh token of an ended session', async () => {
    const phone = openDevice('carol')
    await phone.client.register({ name: 'Carol', email: 'carol@example.com', password: PASSWORD })
    await phone.client.logout()
    const left: Record<string, string> = JSON.parse((await phone.storage.get()) ?? '{}')
    expect(Object.keys(left)).toEqual(['id', 'refreshToken'])
    const refresh = await fetch(`${service.url}/users/token/refresh`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ refreshToken: left.refreshToken }),
    })
    expect(refresh.status).toBe(401)
    expect(phone.events).toEqual(['signedIn', 'signedOut'])
    await expect(phone.client.getProfile()).rejects.toMatchObject({ code: 'token_missing' })
  })

  it('starts it again, and twenty calls with an expired token make one refresh and all succeed', async () => {
    await expired
    const phone = openDevice('robin')

    const profiles = await Promise.all(Array.from({ length: 20 }, () => phone.client.getProfile()))

    expect(profiles).toEqual(Array(20).fill(registered))
    expect(phone.calls.filter((call) => call === 'POST /users/token/refresh')).toHaveLength(1)
    expect(phone.events).toEqual(['refreshed'])
  })
})

interface Outcome {
  signal: NodeJS.Signals | null
  written: string
}

/** Runs the app in a process of its own; with a step, until that one at most. */
const runApp = (file: string, step: number | '' = ''): Promise<Outcome> =>
  new Promise((resolve, reject) => {
    const args = [APP, join(built, 'client.js'), service.url, join(files, file), String(step)]
    const app = execFile(process.execPath, args, (error, stdout, stderr) => {
      if (error && app.signalCode === null) reject(new Error(stderr))
      else resolve({ signal: app.signalCode, written: stdout })
    })
  })

/** Kills the app at a step and starts it again; where it died, and nothing if it came to its end before. */
async function dieAndLive(name: string, step: number): Promise<string | undefined> {
  const { signal, written } = await runApp(name, step)
  if (signal === null) return undefined
  expect(signal).toBe('SIGKILL')
  expect(await runApp(name)).toEqual({ signal: null, written: name })
  return written
}

/** A few apps at a time: most of their life is waiting. */
const AT_ONCE = 5

it('an app that is killed at any point of a refresh is still signed in when it is started again', async () => {
  await expired
  const deaths: string[] = []
  for (let step = 0; step < devices.length && deaths.length === step; step += AT_ONCE) {
    const few = devices.slice(step, step + AT_ONCE).map((name, index) => dieAndLive(name, step + index))
    deaths.push(...(await Promise.all(few)).filter((death) => death !== undefined))
  }

  const sent = (path: string) => [
    `before the answer of ${path}`,
    `while ${path} is under way`,
    `after the answer of ${path}`,
    `before reading the answer of ${path}`,
    `after reading the answer of ${path}`,
  ]
  const read = ['before reading the storage', 'after reading the storage']
  expect(deaths).toEqual([
    ...read,
    ...sent('/users/profile'),
    ...read,
    ...sent('/users/token/refresh'),
    ...read,
    'before writing the storage',
    'within writing the storage',
    'after writing the storage',
    ...sent('/users/profile'),
  ])
}, 180_000)
