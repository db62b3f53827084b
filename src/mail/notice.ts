/** Whom a notice goes to, and what it names. */
export interface Notice {
  to: string
  appName: string
  /** The service's own URL, under which its pages are. */
  baseUrl: string | undefined
}

/** Where whoever says "this was not me" takes the account back. */
export const resetPage = ({ baseUrl }: Notice): string | undefined =>
  baseUrl && new URL('/account/forgot-password', baseUrl).href
