export interface Tokens {
  token: string
  refreshToken: string
}

/** All that is stored of a sign-in, as one value: half of it would be useless. */
export interface SignIn {
  /** Distinguishes this sign-in from earlier and later ones, also from those that another process has written. */
  id: string
  token: string
  /** An adopted token came without one: only answers renew it, until a change of the password brings both. */
  refreshToken?: string | undefined
  /** As new as the session: without it a replica that is behind would not know the session after a restart. */
  bookmark?: string | undefined
}

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
