import { encodeBase64url } from './base64url.ts'

/** Makes a signed JWT of a header and claims (RFC 7515 §7.1); `algorithm` is what Web Crypto calls the header's `alg`. */
export async function signJwt(
  header: object,
  claims: object,
  key: CryptoKey,
  algorithm: SubtleCryptoSignAlgorithm,
): Promise<string> {
  const signed = [header, claims]
    .map((part) => encodeBase64url(new TextEncoder().encode(JSON.stringify(part))))
    .join('.')
  const signature = await crypto.subtle.sign(algorithm, key, new TextEncoder().encode(signed))
  return `${signed}.${encodeBase64url(new Uint8Array(signature))}`
}
