import {
  AccessError,
  createVerifier,
  type Fetch,
  KeysError,
  type Verifier,
  type VerifierOptions,
} from '../../client/server/index.ts'
import { sendTo } from '../../client/test/support/phone.ts'
import { newJwkSet } from '../../scripts/support/new-jwk-set.ts'
import { ORIGIN } from './origin.ts'
import { call, type Service, serviceWith } from './service.ts'

/** A server that verifies tokens without the service, and asks it for its keys. */
export interface ServerElsewhere {
  verifier: Verifier
  /** How a token fares: `accepted`, or the code of the refusal and the check that failed. */
  tryToken(token: string): Promise<string>
  /** How often the server has asked for keys. */
  asked(): number
  /** The service that answers from now on; `undefined`: none does. */
  reach(service: Service | undefined): void
}

export function serverElsewhere(options: Partial<VerifierOptions> = {}, service: Service = call): ServerElsewhere {
  let reached: Service | undefined = service
  let count = 0
  const fetch: Fetch = async (url, init) => {
    count++
    if (!reached) throw new TypeError('no network')
    return sendTo(reached)(url, init)
  }
  const verifier = createVerifier({ issuer: ORIGIN, audience: 'latchkey', fetch, ...options })
  return {
    verifier,
    tryToken: (token) => verifier.verify(token).then(() => 'accepted', describeRefusal),
    asked: () => count,
    reach: (other) => {
      reached = other
    },
  }
}

function describeRefusal(error: unknown): string {
  if (error instanceof AccessError) return [error.code, error.reason].filter(Boolean).join(' ')
  if (error instanceof KeysError) return error.code
  throw error
}

/** A service with other keys, newest first. */
export const withKeys = (keys: object[]): Service => serviceWith({ JWT_KEYS: JSON.stringify({ keys }) })

/** A service that has rotated its key from another: one with the old key alone, and one with both. */
export async function rotatedService(algorithms: [string, string] = ['ES256', 'ES256']) {
  const { keys: old } = await newJwkSet(algorithms[0])
  const { keys } = await newJwkSet(algorithms[1], old)
  return { before: withKeys(old), after: withKeys(keys), withoutOld: withKeys(keys.slice(0, 1)) }
}
