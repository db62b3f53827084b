const DIGITS = 6
const CODES = 10 ** DIGITS
const FAIR = Math.floor(2 ** 32 / CODES) * CODES // with draws above this, the first codes would be more likely

/** A new one-time code: six digits, all equally likely. */
export function drawCode(): string {
  const draw = new Uint32Array(1)
  let value: number
  do value = crypto.getRandomValues(draw)[0] ?? FAIR
  while (value >= FAIR)
  return String(value % CODES).padStart(DIGITS, '0')
}
