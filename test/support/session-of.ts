import { decodeJwt } from 'jose'

/** The id of the session that a token names. */
export function sessionOf(token: string): string {
  const { sid } = decodeJwt<{ sid?: string }>(token)
  if (!sid) throw new Error('this token names no session')
  return sid
}
