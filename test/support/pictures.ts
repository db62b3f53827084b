const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))

/** A pixel, as PNG. */
export const PNG = bytesOf(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
)

/** The same, with something behind its end. */
export const pngBefore = (text: string) => joined(PNG, new TextEncoder().encode(text))

/** One that is this long: a part of its data that no decoder needs. */
export function pngOf(bytes: number): Uint8Array<ArrayBuffer> {
  const end = PNG.length - 12
  const data = new Uint8Array(bytes - PNG.length - 12)
  crypto.getRandomValues(data.subarray(0, 65_536))
  const head = new Uint8Array(8)
  new DataView(head.buffer).setUint32(0, data.length)
  head.set(new TextEncoder().encode('IDAT'), 4)
  return joined(PNG.subarray(0, end), head, data, new Uint8Array(4), PNG.subarray(end))
}

function joined(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
