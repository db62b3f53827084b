// npm run measure:hashing: how long others wait while four logins run, with the hash in slices as it is, and with the
// same 600,000 iterations in one call. Two services on real workerd take turns in one run; fails unless slices are ten
// times better.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundle } from './build-worker/bundle.ts'
import { type Bundle, buildWorker } from './support/bundle.ts'
import { newDevSecrets } from './support/dev-secrets.ts'
import { percentile } from './support/percentile.ts'
import { serveBundle } from './support/serve-bundle.ts'

const ITERATIONS = 600_000
const LOGINS_AT_ONCE = 4
const ROUNDS = 8
const ROUND_MS = 4_000
const DEMANDED_RATIO = 10
const ROOT = join(import.meta.dirname, '..')
const SLICE = join(ROOT, 'src/crypto/slice.ts')

const ACCOUNT = { name: 'Syamlal', email: 'syamlal@example.com', password: 'correct horse battery staple' }

interface Contender {
  name: string
  url: string
  token: string
  /** How long each GET took. */
  latenciesMs: number[]
  logins: number
  elapsedMs: number
  stop(): Promise<void>
}

const directory = mkdtempSync(join(tmpdir(), 'latchkey-hashing-'))
const secrets = await newDevSecrets()
const contenders: Contender[] = []
try {
  const slices = await buildWorker(join(directory, 'slices'))
  contenders.push(await start('slices', slices))
  contenders.push(await start('one call', { ...slices, modules: await buildOneCall() }))
  for (const contender of contenders) await load(contender, ROUND_MS / 4)
  contenders.forEach(forget) // the first requests compile code
  for (let round = 0; round < ROUNDS; round++) for (const contender of contenders) await load(contender, ROUND_MS)
  report()
} finally {
  await Promise.all(contenders.map((contender) => contender.stop()))
  rmSync(directory, { recursive: true })
}

/** The modules of the Worker with all iterations in one slice. Makes sure that they are others. */
async function buildOneCall(): Promise<Bundle['modules']> {
  const oneCall = readFileSync(SLICE, 'utf8').replace(/(?<=SLICE_ITERATIONS = )\w+/, String(ITERATIONS))
  let isReplaced = false
  const plugin = {
    name: 'one-call',
    load(id: string) {
      if (id !== SLICE) return undefined
      isReplaced = true
      return { code: oneCall, moduleType: 'ts' as const }
    },
  }
  const modules = await bundle(ROOT, [plugin])
  if (!isReplaced) throw new Error(`${SLICE} is in the build after all`)
  return modules.map(({ file, code }) => ({ name: file, contents: code }))
}

/** Serves a bundle with a database in memory, and one user who is logged in. */
async function start(name: string, bundle: Bundle): Promise<Contender> {
  const { origin: url, miniflare } = await serveBundle(bundle, { ...secrets, PASSWORD_ITERATIONS: ITERATIONS })
  const { data } = await post(`${url}/users/register`, ACCOUNT)
  return { name, url, token: data.token, latenciesMs: [], logins: 0, elapsedMs: 0, stop: () => miniflare.dispose() }
}

function forget(contender: Contender) {
  Object.assign(contender, { latenciesMs: [], logins: 0, elapsedMs: 0 })
}

/** Four loops of logins and one of GETs. */
async function load(contender: Contender, durationMs: number) {
  const start = performance.now()
  const isRunning = () => performance.now() - start < durationMs
  const logIn = async () => {
    while (isRunning()) {
      await post(`${contender.url}/users/login`, ACCOUNT)
      contender.logins++
    }
  }
  const readProfile = async () => {
    while (isRunning()) {
      const sent = performance.now()
      await get(`${contender.url}/users/profile`, contender.token)
      contender.latenciesMs.push(performance.now() - sent)
    }
  }
  await Promise.all([readProfile(), ...Array.from({ length: LOGINS_AT_ONCE }, logIn)])
  contender.elapsedMs += performance.now() - start
}

async function get(url: string, token: string) {
  return answer(await fetch(url, { headers: { 'x-access-token': token } }))
}

async function post(url: string, body: object) {
  const headers = { 'content-type': 'application/json' }
  return answer(await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) }))
}

async function answer(response: Response) {
  const text = await response.text()
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}: ${text}`)
  return JSON.parse(text)
}

function report() {
  const [slices, oneCall] = contenders.map(({ name, latenciesMs, logins, elapsedMs }) => ({
    name,
    gets: latenciesMs.length,
    p50: percentile(latenciesMs, 50),
    p99: percentile(latenciesMs, 99),
    loginsPerSecond: logins / (elapsedMs / 1_000),
  }))
  if (!slices || !oneCall) return
  console.log(`GET /users/profile beside ${LOGINS_AT_ONCE} logins of ${ITERATIONS} iterations in a loop:`)
  for (const { name, gets, p50, p99, loginsPerSecond } of [slices, oneCall]) {
    const times = `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms (${gets} GETs)`
    console.log(`${name.padEnd(8)}  ${times}, ${loginsPerSecond.toFixed(1)} logins/s`)
  }
  const ratios = { p50: oneCall.p50 / slices.p50, p99: oneCall.p99 / slices.p99 }
  const logins = slices.loginsPerSecond / oneCall.loginsPerSecond
  console.log(
    `slices are better by p50 ${ratios.p50.toFixed(1)}x, p99 ${ratios.p99.toFixed(1)}x; logins ${logins.toFixed(2)}x`,
  )
  if (Math.min(ratios.p50, ratios.p99) < DEMANDED_RATIO) {
    console.error(`Less than ${DEMANDED_RATIO} times better.`)
    process.exitCode = 1
  }
}
