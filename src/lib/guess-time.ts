const GUESSES_A_SECOND = 1e10 // an assumption: a few graphics cards that compute HMAC-SHA256
const BYTES_MIN = 32 // RFC 7518 §3.2: a key of HS256 has at least the size of its hash

const UNITS = [
  ['years', 31_557_600],
  ['days', 86_400],
  ['hours', 3_600],
  ['minutes', 60],
] as const

/**
 * In how much time whoever has one token finds the secret that signed it with HS256, if it is random text of its kinds
 * of characters; a word or a name is found at once. `undefined` for one that is long enough.
 */
export function guessTime(secret: string): string | undefined {
  if (new TextEncoder().encode(secret).length >= BYTES_MIN) return undefined
  const seconds = alphabetOf(secret) ** [...secret].length / GUESSES_A_SECOND
  const [unit, length] = UNITS.find(([, length]) => seconds >= length) ?? ['seconds', 1]
  const count = seconds / length
  return count >= 1e6 ? `${count.toExponential(0)} ${unit}` : `${Math.ceil(count)} ${unit}`
}

function alphabetOf(secret: string): number {
  const kinds = [/\d/, /[a-z]/, /[A-Z]/, /[^\da-zA-Z]/] as const
  const sizes = [10, 26, 26, 33]
  return kinds.reduce((sum, kind, i) => sum + (kind.test(secret) ? (sizes[i] ?? 0) : 0), 0)
}
