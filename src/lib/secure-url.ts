/** Whether what a URL answers comes by TLS, or from this machine, as it does while one develops. */
export function isSecureUrl(value: string): boolean {
  const { protocol, hostname } = URL.parse(value) ?? {}
  return protocol === 'https:' || (protocol === 'http:' && hostname === 'localhost')
}
