/** Decodes base64 (RFC 4648 §4), with or without its padding; `undefined` for anything else. */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return new Uint8Array([...atob(text)].map((character) => character.charCodeAt(0)))
  } catch {
    return undefined
  }
}
