import { countingD1 } from './d1.ts'
import { type Call, serviceWith } from './service.ts'

/** How a token fared. */
export interface Verdict {
  status: number
  code: string | undefined
  challenge: string | null
  /** Round trips to the database. */
  trips: number
}

/** A token that is not ours: refused by itself, before it costs a round trip. */
export const NOT_OURS: Verdict = {
  status: 401,
  code: 'token_invalid',
  challenge: 'Bearer error="invalid_token"',
  trips: 0,
}

/** A token of ours whose session is not there: the statement that it was sent for says so. */
export const SESSION_ENDED: Verdict = { ...NOT_OURS, code: 'session_ended', trips: 1 }

export const ACCEPTED: Verdict = { status: 200, code: undefined, challenge: null, trips: 1 }

/** Tries a token where an access token is demanded. */
export const tryAccess = (token: string): Promise<Verdict> => attempt('/users/profile', { token })

/** Tries a token where a refresh token is demanded. */
export const tryRefresh = (refreshToken: string): Promise<Verdict> =>
  attempt('/users/token/refresh', { body: { refreshToken } })

async function attempt(path: string, call: Call): Promise<Verdict> {
  const { DB, trips } = countingD1()
  const { status, headers, body } = await serviceWith({ DB })(path, call)
  return { status, code: body.code, challenge: headers.get('www-authenticate'), trips: trips() }
}
