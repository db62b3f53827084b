import { encodeBase64url } from './base64url.ts'

const ID_BYTES = 16 // 128 random bits: no two are equal, and none can be guessed

/** A new opaque identifier: 22 characters of base64url. */
export const newId = (): string => encodeBase64url(crypto.getRandomValues(new Uint8Array(ID_BYTES)))
