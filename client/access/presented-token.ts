import { AccessError } from './access-error.ts'

/** Reads a header of a request by its name in small letters. */
export type ReadHeader = (name: string) => string | null | undefined

/**
 * The access token that a request brings, as the service itself reads it: raw in `x-access-token`, or as `Authorization:
 * Bearer` (RFC 6750 §2.1). Throws an `AccessError` if there is none, or if there are two that differ.
 */
export function presentedToken(header: ReadHeader): string {
  const raw = header('x-access-token')?.trim()
  const bearer = /^Bearer +(.+)$/i.exec(header('authorization') ?? '')?.[1]?.trim()
  if (raw && bearer && raw !== bearer) throw new AccessError('token_invalid', 'two tokens')
  const token = raw || bearer
  if (!token) throw new AccessError('token_missing')
  return token
}
