import { setTimeout as delay } from 'node:timers/promises'
import type { Contender } from '../servers/server.ts'
import { send } from '../servers/server.ts'
import { putInFront } from '../servers/workerd.ts'

/** Round trips to D1 that one call makes, those after the answer included. */
export interface Trips {
  server: string
  call: string
  trips: number
}

const AFTER_ANSWER_MS = 100

/** Serves a contender's Worker with a counter between it and D1, and makes each of its calls. */
export async function countTrips(contender: Contender, directory: string): Promise<Trips[]> {
  if (!contender.options) return []
  const { origin, requests, stop } = await contender.start(directory, putInFront('counting', contender.options))
  const results: Trips[] = []
  for (const [call, make] of Object.entries(requests)) {
    if (call === 'hash') continue
    const [first, second] = make(2)
    if (!first || !second) continue
    await send(origin, first) // does what an isolate does only once
    await delay(AFTER_ANSWER_MS)
    await takeCount(origin)
    await send(origin, second)
    await delay(AFTER_ANSWER_MS)
    results.push({ server: contender.name, call, trips: await takeCount(origin) })
  }
  await stop()
  return results
}

const takeCount = async (origin: string) => Number(await (await fetch(new URL('/trips', origin))).text())
