import ipaddr from 'ipaddr.js'

/**
 * Whether an IP address (v4, or v6 without brackets) is one of the public internet: not private, loopback, link-local,
 * unique-local, shared, reserved or multicast, and no v6 address that stands for a v4 address (RFC 6890, and others).
 */
export const isPublicAddress = (address: string): boolean =>
  ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast' // ::ffff:10.0.0.1 is processed as 10.0.0.1

/** The IP address that is the host of a URL; `undefined` for a name. */
export function literalAddress({ hostname }: URL): string | undefined {
  const host = hostname.replace(/^\[|\]$/g, '')
  return ipaddr.isValid(host) ? host : undefined
}
