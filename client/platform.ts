import type { Fetch } from './http.ts'

export const TIMEOUT_MILLISECONDS = 15_000 // longer than a cold start on a poor network, shorter than people wait

/** Every platform has one, but not every platform's types declare it. */
declare const fetch: Fetch

/**
 * Looked up at each call, and called as a function: an app may set it later, and a browser's accepts no other `this`.
 */
export const platformFetch: Fetch = (url, init) => fetch(url, init)

/**
 * Throws a `TypeError` for a URL or a time limit with which no call could succeed. By hand: React Native's own URL
 * accepts anything.
 */
export function requireOptions(name: string, url: string, timeout: number): void {
  if (!/^https?:\/\/[^/?#\s][^?#\s]*$/i.test(url))
    throw new TypeError(`${name} must be a URL such as https://api.example.com, not '${url}'`)
  if (!(timeout > 0)) throw new TypeError('timeout must be a number of milliseconds above 0')
}
