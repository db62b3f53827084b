const SECONDS = { s: 1, m: 60, h: 3_600, d: 86_400 } as const

/** Reads a duration such as `15m`, `10d` or plain seconds; returns seconds, or `undefined` if it is not one. */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d{1,9})([smhd]?)$/.exec(text.trim())
  if (!match) return undefined
  const unit = (match[2] || 's') as keyof typeof SECONDS
  return Number(match[1]) * SECONDS[unit]
}
