// npm run measure:admin: how long operators' reads take with 1,000 users and with 1,000,000. Two services on real
// workerd, each with a local database of its own, take turns call by call in one run, so that whatever else the machine
// does falls on both. Fails if overview, a search or a user's page takes more than 1.3 times as long with the many.
// Options: --few, --many, --rounds
import { mkdtempSync, rmSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { parseArgs } from 'node:util'
import { median } from '../bench/measure/statistics.ts'
import { cloneRow, hurry, numbers, RANDOM_ID } from '../bench/servers/seed.ts'
import { type Bundle, buildWorker, startWorker, workerOptions } from './support/bundle.ts'
import { newDevSecrets } from './support/dev-secrets.ts'
import { newServiceKey } from './support/new-service-key.ts'
import { serveBundle, WORKER_NAME } from './support/serve-bundle.ts'

const { values } = parseArgs({
  options: {
    few: { type: 'string', default: '1000' },
    many: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '200' },
  },
})
const rounds = Number(values.rounds)

const MAX_RATIO = 1.3
const WARM_UP = 20 // rounds: code is compiled, and pages of the database are read
const NAMES = [
  'Ada',
  'Bea',
  'Cem',
  'Dan',
  'Eva',
  'Flo',
  'Gus',
  'Hal',
  'Ida',
  'Jan',
  'Kim',
  'Lea',
  'Max',
  'Nia',
  'Ole',
  'Pia',
]

const { key, entry } = await newServiceKey('bench')
const settings = { ...(await newDevSecrets()), ADMIN: 'on', GUESTS: 'on', SERVICE_KEYS: entry }
const headers = { authorization: `Bearer ${key}` }

interface Served {
  origin: string
  users: number
  ids: string[]
  stop(): Promise<void>
}

/** A call, for the user whose turn it is; the first of each must not take longer with the many. */
const CALLS: { name: string; isHeld: boolean; path: (round: number, served: Served) => string }[] = [
  { name: 'overview, 24 hours', isHeld: true, path: () => '/admin/figures?period=24h' },
  { name: 'overview, 12 months', isHeld: true, path: () => '/admin/figures?period=12m' },
  { name: 'search for a name', isHeld: true, path: (round) => `/admin/users?limit=20&search=${nameOf(round)}` },
  { name: 'search for the name of a tenth of all', isHeld: true, path: () => '/admin/users?limit=20&search=gue' },
  { name: 'search for an email address', isHeld: true, path: (round) => `/admin/users?search=${emailOf(round)}` },
  { name: 'search that finds nobody', isHeld: true, path: () => '/admin/users?search=zzz' },
  { name: "a user's page", isHeld: true, path: (round, { ids }) => `/admin/users/${ids[round % ids.length]}` },
  { name: 'the newest 50', isHeld: false, path: () => '/admin/users' },
  { name: 'the newest 20 editors', isHeld: false, path: () => '/admin/users?limit=20&role=editor' },
  {
    name: 'the newest 20 who are disabled and no guests',
    isHeld: false,
    path: () => '/admin/users?limit=20&disabled=true&guest=false',
  },
  {
    name: "a user's activity",
    isHeld: false,
    path: (round, { ids }) => `/admin/users/${ids[round % ids.length]}/activity`,
  },
  { name: 'the audit record', isHeld: false, path: () => '/admin/audit' },
]

const nameOf = (round: number) => NAMES[round % NAMES.length] ?? ''
const emailOf = (round: number) =>
  `${nameOf(round).toLowerCase()}.${(round % 50) * NAMES.length + (round % NAMES.length)}@`

const directory = mkdtempSync(join(tmpdir(), 'latchkey-admin-'))
try {
  const bundle = await buildWorker(join(directory, 'bundle'))
  const few = await serve(bundle, 'few', Number(values.few))
  const many = await serve(bundle, 'many', Number(values.many))
  try {
    const isFine = report(few, many, await measure(few, many))
    process.exitCode = isFine ? 0 : 1
  } finally {
    await few.stop()
    await many.stop()
  }
} finally {
  rmSync(directory, { recursive: true })
}

/** A service with so many users, whose cron trigger has run once. */
async function serve(bundle: Bundle, name: string, users: number): Promise<Served> {
  const resourcePersistencePath = join(directory, name)
  const first = await serveBundle(bundle, settings, { resourcePersistencePath })
  const body = JSON.stringify({
    name: 'Somebody',
    email: 'first@example.com',
    password: 'correct horse battery staple',
  })
  const registered = await fetch(`${first.origin}/users/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  })
  if (registered.status !== 201) throw new Error(`registering answered ${registered.status}`)
  await first.miniflare.dispose()
  const ids = await seed(resourcePersistencePath, users)
  const { origin, miniflare } = await startWorker(workerOptions(WORKER_NAME, bundle, settings), {
    resourcePersistencePath,
  })
  const worker = await miniflare.getWorker(WORKER_NAME)
  await worker.scheduled({ cron: '*/10 * * * *' })
  return { origin, users, ids, stop: () => miniflare.dispose() }
}

/** Fills the database with copies of what the service wrote, and picks users of all ages who have sessions. */
async function seed(path: string, users: number): Promise<string[]> {
  const [file] = await Array.fromAsync(
    glob(join(path, '**/*.sqlite'), { exclude: (name) => name.includes('metadata') }),
  )
  if (!file) throw new Error('the service has no database')
  const database = new DatabaseSync(file)
  hurry(database)
  const now = Date.now()
  const list = `json_extract('${JSON.stringify(NAMES)}', '$[' || ((n - 1) % ${NAMES.length}) || ']')`
  const isGuest = 'n % 10 = 3'
  cloneRow(database, 'users', numbers(users), {
    id: RANDOM_ID,
    name: `iif(${isGuest}, 'Guest', ${list} || ' ' || char(65 + n % 26) || 'elman')`,
    email: `iif(${isGuest}, NULL, lower(${list}) || '.' || (n - 1) || '@example.com')`,
    is_guest: isGuest,
    roles: `CASE WHEN n % 20 = 1 THEN '["editor"]' WHEN n % 20 = 2 THEN '["customer"]' END`,
    disabled_at: `CASE WHEN n % 25 = 0 THEN ${now} END`,
    created_at: `${now} - 31536000000 + n * (31536000000 / ${users})`,
  })
  const some = '(SELECT id AS user, created_at AS at, rowid AS n FROM users WHERE rowid % 4 = 0)'
  const columns = { id: RANDOM_ID, user_id: 'user', created_at: 'at' }
  cloneRow(database, 'sessions', some, { ...columns, refresh_id: RANDOM_ID, expires_at: `${now} + 5184000000 - n` })
  for (let event = 0; event < 4; event++)
    cloneRow(database, 'events', some, { ...columns, type: `'logged_in'`, created_at: `at + ${event}` })
  database.exec(`
    INSERT INTO audit (id, created_at, actor_type, actor_id, action, target_id)
    SELECT ${RANDOM_ID}, created_at, 'service', 'crm', 'user_updated', id FROM users WHERE rowid % 10 = 0`)
  const sample = database.prepare(`SELECT id FROM users WHERE rowid % ${4 * Math.ceil(users / 400)} = 0`)
  const ids = sample.all().map(({ id }) => String(id))
  database.close()
  return ids
}

type Times = Map<string, { few: number[]; many: number[] }>

/** Each call to both, who goes first in turn. */
async function measure(few: Served, many: Served): Promise<Times> {
  const times: Times = new Map(CALLS.map(({ name }) => [name, { few: [], many: [] }]))
  for (let round = -WARM_UP; round < rounds; round++) {
    for (const { name, path } of CALLS) {
      const turn = round + WARM_UP
      const order = turn % 2 ? (['few', 'many'] as const) : (['many', 'few'] as const)
      for (const who of order) {
        const served = who === 'few' ? few : many
        const took = await time(`${served.origin}${path(turn, served)}`)
        if (round >= 0) times.get(name)?.[who].push(took)
      }
    }
  }
  return times
}

async function time(url: string): Promise<number> {
  const start = performance.now()
  const response = await fetch(url, { headers })
  await response.arrayBuffer()
  if (response.status !== 200) throw new Error(`${url} answered ${response.status}`)
  return performance.now() - start
}

function report(few: Served, many: Served, times: Times): boolean {
  const counts = [few, many].map(({ users }) => `${users.toLocaleString('en')} users`)
  console.log(`Medians of ${rounds} calls, which took turns:\n`)
  console.log(`| call | ${counts.join(' | ')} | ratio |\n| --- | --- | --- | --- |`)
  const slow = CALLS.filter(({ name, isHeld }) => {
    const [a, b] = [median(times.get(name)?.few ?? []), median(times.get(name)?.many ?? [])]
    const ratio = b / a
    console.log(`| ${name} | ${a.toFixed(2)} ms | ${b.toFixed(2)} ms | ${ratio.toFixed(2)} |`)
    return isHeld && ratio > MAX_RATIO
  })
  if (slow.length > 0) console.error(`\nToo slow with the many: ${slow.map(({ name }) => name).join(', ')}`)
  return slow.length === 0
}
