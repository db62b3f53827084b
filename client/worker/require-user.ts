import type { Context, MiddlewareHandler } from 'hono'
import { AccessError } from '../access/access-error.ts'
import { presentedToken } from '../access/presented-token.ts'
import { problemResponse, refusalResponse } from '../access/problem-response.ts'
import { sendProblem } from './send-problem.ts'
import type { Problem, UsersBinding, VerifiedUser } from './users.ts'
import { VerifiedTokens } from './verified-tokens.ts'

const STALE_MAX_SECONDS = 3_600 // beyond that it would be no session that can be ended
const SECONDS = { s: 1, m: 60, h: 3_600 } as const

/** The environment of a route behind `requireUser`: `c.get('user')` is there, and typed. */
export interface UserVariables {
  user: VerifiedUser
}

export interface RequireUserOptions {
  /**
   * For how long an isolate may let a token in again without asking, such as `60s` (at most `1h`). It trusts the signature
   * alone for that long: who has logged out, was disabled, or has lost a role, goes on here until it is over. Without it
   * every request asks.
   */
  stale?: string
}

/** A binding to a service. */
type Users = Pick<UsersBinding, 'verify'>

/** What is known of the user of a request. */
interface Known {
  user: VerifiedUser
  /** Which service has verified them: the user of one is nobody at another. */
  by: Users
  /** When they were verified: in milliseconds since 1970. */
  at: number
  /** Whether this very request has asked. */
  isAsked: boolean
}

const knownOf = new WeakMap<object, Known>()

/**
 * Lets in whoever sends an access token (`x-access-token` or `Authorization: Bearer`) whose session is live, as
 * `c.get('user')`. All others get the problem that the service itself would send. It asks each service once a request, however
 * often it stands before a route. If the service cannot be reached, the call throws, and nobody is let in.
 */
export function requireUser<E extends object>(
  usersOf: (env: E) => Users,
  { stale }: RequireUserOptions = {},
): MiddlewareHandler<{ Bindings: E; Variables: UserVariables }> {
  const staleMs = stale === undefined ? 0 : millisecondsOf(stale)
  const tokens = new VerifiedTokens(staleMs)
  return async (c, next) => {
    const token = tokenOf(c)
    if (token instanceof AccessError) return sendProblem(c, refusalResponse(token))
    const found = await verifyOnce(c, token, usersOf(c.env), tokens)
    if ('code' in found) return sendProblem(c, problemResponse(found))
    knownOf.set(c, found)
    c.set('user', found.user)
    return next()
  }
}

async function verifyOnce(c: Context, token: string, users: Users, tokens: VerifiedTokens): Promise<Known | Problem> {
  const known = knownOf.get(c)
  if (known?.by === users && (known.isAsked || tokens.isFresh(known))) return known
  const remembered = await tokens.find(token)
  if (remembered) return { ...remembered, by: users, isAsked: false }
  const at = Date.now() // of before: whatever ends the session meanwhile is not put off by the time that asking takes
  const { data: user, problem } = await users.verify(token)
  if (problem) return problem
  await tokens.add(token, { user, at })
  return { user, by: users, at, isAsked: true }
}

/** The token of a request, or why there is none. */
function tokenOf(c: Context): string | AccessError {
  try {
    return presentedToken((name) => c.req.header(name))
  } catch (error) {
    if (error instanceof AccessError) return error
    throw error
  }
}

function millisecondsOf(stale: string): number {
  const [, number, unit] = /^(\d{1,6})([smh])$/.exec(stale) ?? []
  const seconds = Number(number) * SECONDS[(unit ?? 's') as keyof typeof SECONDS] // the pattern allows no others
  if (!(seconds > 0 && seconds <= STALE_MAX_SECONDS))
    throw new TypeError(`stale must be a time such as 60s, up to 1h, not '${stale}'`)
  return seconds * 1_000
}
