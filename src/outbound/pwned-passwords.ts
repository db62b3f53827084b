const TIMEOUT_MS = 1_000
const PREFIX_LENGTH = 5

/**
 * Whether Have I Been Pwned knows a password. Five characters of its SHA-1 are all that is sent (k-anonymity), and the
 * answer is padded so that its length reveals nothing. Rejects when the service does not answer within a second.
 */
export async function isPwned(password: string): Promise<boolean> {
  const digest = await crypto.subtle.digest('SHA-1', new TextEncoder().encode(password))
  const hash = new Uint8Array(digest).toHex().toUpperCase()
  const response = await fetch(`https://api.pwnedpasswords.com/range/${hash.slice(0, PREFIX_LENGTH)}`, {
    headers: { 'add-padding': 'true' },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  if (!response.ok) throw new Error(`status ${response.status}`)
  const lines = (await response.text()).split(/\r?\n/)
  return lines.some((line) => {
    const [suffix, count] = line.split(':')
    return suffix === hash.slice(PREFIX_LENGTH) && Number(count) > 0 // a padding line counts zero
  })
}
