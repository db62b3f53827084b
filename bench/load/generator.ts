// A process of its own, so that making load costs the measured servers nothing: takes a job from its parent, answers
// with what it saw. Each connection sends its next request as soon as the last is answered.
import { performance } from 'node:perf_hooks'
import { Client } from 'undici'
import type { CallRequest } from '../servers/server.ts'

/** What to send, and when to stop: after `seconds`, or when all `requests` have been sent once. */
export interface Job {
  origin: string
  requests: CallRequest[]
  connections: number
  seconds?: number
  /** Calls that go on beside these until these are done, and are then abandoned. */
  beside?: { requests: CallRequest[]; connections: number }
}

export interface Outcome {
  /** From the first request to the last answer. */
  seconds: number
  /** Milliseconds of each answer. */
  latencies: number[]
  /** Answers to the calls beside. */
  beside: number
  /** The first answer that was no success. */
  failure?: string
}

async function run(job: Job): Promise<Outcome> {
  const abandon = new AbortController()
  const beside = { latencies: [], failures: [] }
  const background = job.beside && send({ ...job, ...job.beside, seconds: 3_600 }, beside, abandon.signal)
  const seen = { latencies: [] as number[], failures: [] as string[] }
  const started = performance.now()
  await send(job, seen)
  const seconds = (performance.now() - started) / 1_000
  abandon.abort()
  await background
  const [failure] = [...seen.failures, ...beside.failures]
  return { seconds, latencies: seen.latencies, beside: beside.latencies.length, ...(failure && { failure }) }
}

interface Seen {
  latencies: number[]
  failures: string[]
}

async function send({ origin, requests, connections, seconds }: Job, seen: Seen, signal?: AbortSignal) {
  const deadline = seconds === undefined ? Number.POSITIVE_INFINITY : performance.now() + seconds * 1_000
  let next = 0
  const isOver = () =>
    signal?.aborted || performance.now() > deadline || (seconds === undefined && next >= requests.length)
  const connection = async () => {
    const client = new Client(origin, { headersTimeout: 120_000, bodyTimeout: 120_000 })
    const stop = () => client.destroy().catch(() => {})
    signal?.addEventListener('abort', stop)
    try {
      while (!isOver()) {
        const request = requests[next++ % requests.length]
        if (!request) return
        const begun = performance.now()
        const { statusCode, body } = await client.request(request)
        if (statusCode >= 300)
          seen.failures.push(`${request.method} ${request.path}: ${statusCode} ${await body.text()}`)
        else await body.dump()
        seen.latencies.push(performance.now() - begun)
      }
      await client.close()
    } catch (error) {
      if (!signal?.aborted) seen.failures.push(String(error))
    }
  }
  await Promise.all(Array.from({ length: connections }, connection))
}

process.on('message', async (job: Job) => process.send?.(await run(job)))
