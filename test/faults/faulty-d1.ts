import { interceptD1 } from '../support/d1.ts'

export interface Fault {
  /** The round trip that fails, counted from 1. */
  trip: number
  /** Before it was carried out, or after: then only its answer is lost. */
  moment: 'before' | 'after'
  /** Whether every round trip after it fails in the same way. */
  lasting: boolean
  message: string
}

/** The real database, with a fault. */
export function faultyD1({ trip, moment, lasting, message }: Fault): D1Database {
  let trips = 0
  return interceptD1(async (run) => {
    trips++
    const isStruck = lasting ? trips >= trip : trips === trip
    if (!isStruck) return run()
    if (moment === 'after') await run()
    throw new Error(message)
  })
}
