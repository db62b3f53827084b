// expo-crypto, by Node.
import { createHash, randomUUID as uuid, webcrypto } from 'node:crypto'

export const CryptoDigestAlgorithm = { SHA256: 'sha256' }
export const CryptoEncoding = { HEX: 'hex', BASE64: 'base64' } as const

export const randomUUID = uuid
export const getRandomValues = (array: Uint8Array) => webcrypto.getRandomValues(array)

export const digestStringAsync = async (
  algorithm: string,
  text: string,
  { encoding }: { encoding: 'hex' | 'base64' } = { encoding: 'hex' },
) => createHash(algorithm).update(text).digest(encoding)
