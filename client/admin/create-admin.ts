import type { Calls } from '../calls.ts'
import { LatchkeyError } from '../error.ts'
import { type ApiRequest, createExchange, type Fetch } from '../http.ts'
import { platformFetch, requireOptions, TIMEOUT_MILLISECONDS } from '../platform.ts'
import type { Operations } from './api.gen.ts'
import { operations } from './operations.gen.ts'

interface CommonOptions {
  /** Where the service is, such as `https://api.example.com`. */
  url: string
  /** Sends the requests; the platform's own unless given. */
  fetch?: Fetch | undefined
  /** How many milliseconds a request may take, with its whole answer: 15,000 unless given. `Infinity`: no limit. */
  timeout?: number | undefined
}

interface KeyOptions extends CommonOptions {
  /** A service key, which begins with `lk_`. It belongs on a server: whoever has it may do what it may. */
  key: string
}

interface TokenOptions extends CommonOptions {
  /** Gives the access token of an admin at each call; `undefined` if nobody is signed in. */
  token(): string | undefined | Promise<string | undefined>
  /** Is given a fresh token whenever the service sends one, to be used instead. */
  onToken?: ((token: string) => void) | undefined
}

export type AdminOptions = KeyOptions | TokenOptions

/** A method for each operation of the admin API. */
export interface LatchkeyAdmin extends Operations {}

/**
 * Makes a client of the admin API. Each of its methods makes one call, and fails with a `LatchkeyError`. Throws a `TypeError`
 * for options with which no call could succeed.
 */
export function createAdmin(options: AdminOptions): LatchkeyAdmin {
  const { url, fetch = platformFetch, timeout = TIMEOUT_MILLISECONDS } = options
  requireOptions('url', url, timeout)
  if ('key' in options && !options.key.startsWith('lk_')) throw new TypeError('key must be a service key: lk_...')
  const exchange = createExchange({ baseUrl: url, fetch, timeout })
  const authenticated: Calls['authenticated'] = async <T>(request: ApiRequest) => {
    const token = 'key' in options ? options.key : await options.token()
    if (!token) throw new LatchkeyError('token_missing', { message: 'Nobody is signed in.' })
    const { body, renewed } = await exchange<T>(request, { token })
    if (renewed && 'onToken' in options) options.onToken?.(renewed)
    return body
  }
  return operations({ authenticated })
}
