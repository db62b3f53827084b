import { decode } from 'hono/jwt'

/** What a token says of itself, whoever wrote it: nothing of it is known to be true. Nothing, if it is no token. */
export function readUnverified(token: string): Partial<ReturnType<typeof decode>> {
  try {
    return decode(token)
  } catch {
    return {} // hono's errors quote the token
  }
}
