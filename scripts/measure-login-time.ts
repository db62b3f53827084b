// npm run measure:login-time: how long a login with a wrong password takes for an unknown email address, for a user who
// registered here, and for one who was imported, with each form of imported hashes by itself. The three take turns in one
// run, on real workerd. Fails if one can be told from another. Options: --rounds, --at-once (so many logins with one email
// address, at most ten), --unlisted (without IMPORTED_HASHES)
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Bundle, buildWorker } from './support/bundle.ts'
import { newDevSecrets } from './support/dev-secrets.ts'
import { serveBundle } from './support/serve-bundle.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    'at-once': { type: 'string', default: '1' },
    unlisted: { type: 'boolean', default: false },
  },
})
const rounds = Number(values.rounds)
const atOnce = Number(values['at-once'])

const MAX_DIFFERENCE = 0.1 // of the median of an unknown address: on a busy machine equal work differs by half of it

const NATIVE = 'native@example.com'
const IMPORTED = 'imported@example.com'
const PASSWORD = 'correct horse battery staple'

const SALT = 'A'.repeat(22)
const FIREBASE = '$fbscrypt$v=1,n=14,r=8,p=1,ss=Bw==$'
/** What moves in, and a hash of nobody's password in each form. Costs are those that backends have by default. */
const HASHES = [
  { from: 'bcrypt, cost 10', form: '$2b$10$', hash: `$2b$10$${'.'.repeat(53)}` },
  { from: 'bcrypt, cost 12', form: '$2b$12$', hash: `$2b$12$${'.'.repeat(53)}` },
  {
    from: "better-auth's scrypt",
    form: '$scrypt$ln=14,r=16,p=1$',
    hash: `$scrypt$ln=14,r=16,p=1$${SALT}$${'A'.repeat(86)}`,
  },
  { from: "Firebase's scrypt", form: FIREBASE, hash: `${FIREBASE}AAAA$${'A'.repeat(86)}==` },
]
const FIREBASE_SIGNER_KEY = `${'B'.repeat(86)}==`

const directory = mkdtempSync(join(tmpdir(), 'latchkey-login-time-'))
const secrets = { ...(await newDevSecrets()), FIREBASE_SIGNER_KEY }
try {
  const bundle = await buildWorker(join(directory, 'bundle'))
  console.log(`A wrong password, ${rounds} times each, ${atOnce} at once, medians (and the middle half):\n`)
  for (const moving of HASHES) await measure(bundle, moving)
} finally {
  rmSync(directory, { recursive: true })
}

async function measure(bundle: Bundle, { from, form, hash }: (typeof HASHES)[number]): Promise<void> {
  const settings = { ...secrets, IMPORTED_HASHES: values.unlisted ? '' : form }
  const { origin, miniflare } = await serveBundle(bundle, settings)
  try {
    const database = await miniflare.getD1Database('DB')
    for (const email of [NATIVE, IMPORTED]) await register(origin, email)
    await database.prepare('UPDATE users SET password_hash = ? WHERE email = ?').bind(hash, IMPORTED).run()
    const times = { unknown: [] as number[], native: [] as number[], imported: [] as number[] }
    for (let round = -1; round < rounds; round++) {
      const emails = { unknown: `unknown${round}@example.com`, native: NATIVE, imported: IMPORTED }
      for (const who of shuffled(['unknown', 'native', 'imported'] as const)) {
        const logins = Array.from({ length: atOnce }, () => failToLogIn(origin, emails[who]))
        const took = await Promise.all(logins)
        if (round >= 0) times[who].push(...took) // the first round compiles code
      }
      await database.prepare('DELETE FROM login_attempts').run() // or the tenth failure blocks them
    }
    report(from, times)
  } finally {
    await miniflare.dispose()
  }
}

async function register(origin: string, email: string): Promise<void> {
  const { status } = await post(`${origin}/users/register`, { name: 'Syamlal', email, password: PASSWORD })
  if (status !== 201) throw new Error(`registering answered ${status}`)
}

/** In milliseconds. */
async function failToLogIn(origin: string, email: string): Promise<number> {
  const sent = performance.now()
  const { status } = await post(`${origin}/users/login`, { email, password: 'not the right one' })
  if (status !== 401) throw new Error(`a login with a wrong password answered ${status}`)
  return performance.now() - sent
}

async function post(url: string, body: object): Promise<{ status: number }> {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  await response.arrayBuffer()
  return response
}

function shuffled<T>(items: readonly T[]): T[] {
  const places = items.map((item) => ({ item, place: Math.random() }))
  return places.sort((a, b) => a.place - b.place).map(({ item }) => item)
}

function report(from: string, times: Record<'unknown' | 'native' | 'imported', number[]>): void {
  const median = at(times.unknown, 0.5)
  console.log(from)
  for (const [who, took] of Object.entries(times)) {
    const ratio = at(took, 0.5) / median
    const spread = `${at(took, 0.25).toFixed(0)} to ${at(took, 0.75).toFixed(0)}`
    console.log(
      `  ${who.padEnd(8)} ${at(took, 0.5).toFixed(0).padStart(5)} ms (${spread}), ${ratio.toFixed(2)} of unknown`,
    )
    if (Math.abs(ratio - 1) > MAX_DIFFERENCE) fail(`  ${who} differs by more than ${MAX_DIFFERENCE * 100} %`)
  }
}

function fail(reason: string): void {
  console.error(reason)
  process.exitCode = 1
}

function at(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN
}
