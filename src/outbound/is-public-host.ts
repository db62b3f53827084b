import { fetchBounded } from '../lib/fetch-bounded.ts'
import { isPublicAddress } from '../lib/public-address.ts'

const RECORDS = { A: 1, AAAA: 28 } // their numbers in an answer (RFC 1035 §3.2.2, RFC 3596 §2.1)

/**
 * Whether every IP address of a URL's host is public, as a DNS over HTTPS resolver says in JSON. This machine, by http, is
 * for developing, and passes. Rejects with the code `unresolved` if the resolver has no answer or none with an address.
 */
export async function isPublicHost(
  resolver: string,
  { hostname, protocol }: URL,
  signal: AbortSignal,
): Promise<boolean> {
  if (protocol === 'http:') return true // the settings allow only localhost
  const types = Object.entries(RECORDS)
  const found = await Promise.all(types.map(([type, number]) => resolve(resolver, hostname, type, number, signal)))
  const addresses = found.flat()
  if (addresses.length === 0) throw unresolved()
  return addresses.every(isPublicAddress)
}

async function resolve(resolver: string, name: string, type: string, number: number, signal: AbortSignal) {
  const url = new URL(resolver)
  url.searchParams.set('name', name)
  url.searchParams.set('type', type)
  const response = await fetchBounded(url.href, { headers: { accept: 'application/dns-json' }, signal })
  if (!response.ok) throw unresolved()
  const { Answer: answers = [] }: { Answer?: { type: number; data: string }[] } = await response.json()
  return answers.filter((answer) => answer.type === number).map(({ data }) => data)
}

const unresolved = () => Object.assign(new Error(), { code: 'unresolved' })
