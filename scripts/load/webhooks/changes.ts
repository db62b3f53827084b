import { type Client, clientOf } from '../http.ts'
import type { MortalWorker } from './served-worker.ts'

const PASSWORD = 'correct horse battery staple'
const PAUSE_MS = 100 // before a call is made again

/** Somebody whose changes are counted. */
export interface Changer {
  _id: string
  /** Attempts at each change that was acknowledged, the registration first. More than one if the Worker was killed. */
  attempts: number[]
}

/** The name that a user has after their n-th change. */
export const nameAfter = (change: number): string => `Name ${String(change).padStart(6, '0')}`

/**
 * Registers somebody and changes their name, so many changes in all, one after the other. A call that breaks off, since
 * the Worker is killed, is made again until it is acknowledged: then it must not be lost.
 */
export async function makeChanges(
  worker: MortalWorker,
  email: string,
  count: number,
  made: () => void,
): Promise<Changer> {
  let token = ''
  let client: { origin: string; call: Client } | undefined
  const current = () => {
    const { origin } = worker
    if (client?.origin !== origin) client = { origin, call: clientOf(origin, 1) } // it is another after each kill
    return client.call
  }
  const changer: Changer = { _id: '', attempts: [] }
  for (let change = 0; change < count; change++) {
    const name = nameAfter(change)
    const attempts = await acknowledged(async () => {
      const call = current()
      if (change > 0) return (await call('/users/profile', { method: 'PUT', token, body: { name } })).status === 200
      const register = await call('/users/register', { body: { name, email, password: PASSWORD } })
      const { status, body } =
        register.body.code === 'email_taken'
          ? await call('/users/login', { body: { email, password: PASSWORD } })
          : register
      if (status >= 300) return false
      token = body.data.token
      changer._id = body.data._id
      return true
    })
    changer.attempts.push(attempts)
    made()
  }
  return changer
}

async function acknowledged(attempt: () => Promise<boolean>): Promise<number> {
  for (let attempts = 1; ; attempts++) {
    if (await attempt().catch(() => false)) return attempts
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  }
}
