// node bench/rpc.ts: how long another Worker waits until it knows who sends it a token: by RPC, by HTTP, by HTTP through the
// binding, and by the signature alone, which does not tell whether the session is live. Both Workers are in one workerd; the
// ways take turns, request by request, so that whatever else the machine does falls on all of them.
// Option: --seconds (60 by default)
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildWorker } from '../scripts/support/bundle.ts'
import { newDevSecrets } from '../scripts/support/dev-secrets.ts'
import { bundleCaller, serveBeside } from '../scripts/support/serve-beside.ts'
import { median, quantile } from './measure/statistics.ts'

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '60' } } })

const WAYS = ['nothing', 'signature', 'rpc', 'binding', 'http'] as const
const WARM_UP = 300 // turns: code is compiled
const USERS = 50 // whose tokens take turns
const MAX_RATIO = 0.9

const directory = mkdtempSync(join(tmpdir(), 'latchkey-rpc-'))
try {
  await measure()
} finally {
  rmSync(directory, { recursive: true })
}

async function measure(): Promise<void> {
  const settings = { ...(await newDevSecrets()), PASSWORD_ITERATIONS: '20000', MAIL_FROM: '' }
  const code = await bundleCaller(join(import.meta.dirname, 'workers/rpc/index.ts'))
  const running = await serveBeside(await buildWorker(directory), settings, { code, users: { USERS: {} } })
  try {
    const tokens = await Promise.all(Array.from({ length: USERS }, (_, index) => register(running.service, index)))
    report(await takeTurns(running, tokens))
  } finally {
    await running.miniflare.dispose()
  }
}

async function register(service: string, index: number): Promise<string> {
  const response = await fetch(`${service}/users/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      name: 'Robin',
      email: `user${index}@example.com`,
      password: 'correct horse battery staple',
    }),
  })
  const { data } = (await response.json()) as { data: { token: string } }
  return data.token
}

type Times = Record<(typeof WAYS)[number], number[]>

async function takeTurns({ caller, service }: { caller: string; service: string }, tokens: string[]): Promise<Times> {
  const times: Times = { nothing: [], signature: [], rpc: [], binding: [], http: [] }
  let end = Number.POSITIVE_INFINITY
  for (let turn = 0; performance.now() < end; turn++) {
    if (turn === WARM_UP) end = performance.now() + Number(values.seconds) * 1_000
    for (const way of WAYS) {
      const headers = { 'x-access-token': tokens[turn % tokens.length] ?? '', 'x-origin': service }
      const started = performance.now()
      const { status } = await fetch(`${caller}/${way}`, { headers })
      if (turn >= WARM_UP) times[way].push(performance.now() - started)
      if (status !== 204) throw new Error(`${way}: ${status}`)
    }
  }
  return times
}

/** Each way less what a request takes that asks nobody. */
function report(times: Times): void {
  const nothing = median(times.nothing)
  console.log(`${times.rpc.length} requests each, ms beyond a request that asks nobody (${nothing.toFixed(2)} ms)`)
  for (const way of WAYS.slice(1)) {
    const beyond = times[way].map((time) => time - nothing)
    const [p50, p95] = [quantile(beyond, 0.5), quantile(beyond, 0.95)]
    console.log(`${way.padEnd(10)} p50 ${p50.toFixed(2).padStart(6)}   p95 ${p95.toFixed(2).padStart(6)}`)
  }
  const ratio = (median(times.rpc) - nothing) / (median(times.http) - nothing)
  console.log(`p50 of rpc is ${ratio.toFixed(2)} of http (target: at most ${MAX_RATIO})`)
  const whole = median(times.rpc) / median(times.http)
  console.log(`the whole request: ${whole.toFixed(2)}`)
  if (ratio > MAX_RATIO) process.exitCode = 1
}
