const ON_THIS_MACHINE = ['localhost', '127.0.0.1', '[::1]']

/**
 * The origin that an issuer is. Throws a `TypeError` for what is none, and for one by plain HTTP: whoever is on the way could
 * replace its keys.
 */
export function originOf(issuer: string): string {
  const { protocol, hostname, pathname, search, hash, username, origin } = parsed(issuer) ?? {}
  const isSecure = protocol === 'https:' || (protocol === 'http:' && ON_THIS_MACHINE.includes(hostname ?? ''))
  const isOrigin = pathname === '/' && !search && !hash && !username
  if (origin && isSecure && isOrigin) return origin
  throw new TypeError(`issuer must be the URL of the service, such as https://api.example.com, not '${issuer}'`)
}

/** By the constructor: `URL.parse` is newer than Node 20. */
function parsed(url: string): URL | undefined {
  try {
    return new URL(url)
  } catch {
    return undefined
  }
}
