import type { SignIn } from './sign-in.ts'

/** A sign-in, or without an access token what is left of one. */
export type Stored = Omit<SignIn, 'token'> & { token: string | undefined }

/** `undefined` for a value that is damaged, or not the client's. */
export function parse(value: string | null): Stored | undefined {
  try {
    const { id, token, refreshToken, bookmark } = JSON.parse(value ?? '')
    if (isText(id) && isOptional(token) && isOptional(refreshToken)) {
      return { id, token, refreshToken, bookmark: isText(bookmark) ? bookmark : undefined }
    }
  } catch {
    // not JSON
  }
  return undefined
}

export const toSignIn = (stored: Stored | undefined): SignIn | undefined =>
  stored?.token === undefined ? undefined : { ...stored, token: stored.token }

const isText = (value: unknown): value is string => typeof value === 'string'
const isOptional = (value: unknown): value is string | undefined => value === undefined || isText(value)
