import { createHmac, createPublicKey, type JsonWebKey } from 'node:crypto'
import { generateKeyPair, SignJWT } from 'jose'
import type { Issuer } from './issuer.ts'

/** Tokens that no verifier may accept, by what is wrong with them. */
export async function forgedTokens(issuer: Issuer, foreign: Issuer): Promise<[string, string][]> {
  const good = await issuer.accessToken()
  const [jwk] = issuer.publicKeys() as [JsonWebKey]
  const pem = String(createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' }))
  const kid = String(jwk.kid)
  return [
    ['expired', await issuer.accessToken({ expiresIn: -1 })],
    ['a refresh token', await issuer.refreshToken()],
    ['of another issuer', await foreign.accessToken()],
    ['of another issuer that says it is ours', await foreign.accessToken({ issuer: issuer.url })],
    ['of another issuer under our kid', await signedByAStranger(good, kid)],
    ['for another audience', await issuer.accessToken({ audience: 'billing' })],
    ['with alg none', withHeader(good, { alg: 'none' }, () => '')],
    ['with alg none and a good signature', withHeader(good, { alg: 'none' }, () => signatureOf(good))],
    ['with HS256 and the public key as PEM', withHeader(good, { alg: 'HS256' }, hmac(pem))],
    ['with HS256 and the public key as JWK', withHeader(good, { alg: 'HS256' }, hmac(JSON.stringify(jwk)))],
    ['without kid', withHeader(good, { kid: undefined }, () => signatureOf(good))],
    ['with a path as kid', withHeader(good, { kid: '../../../dev/null' }, hmac(''))],
    ['with a kid that every object has', withHeader(good, { kid: '__proto__' }, hmac(''))],
    ['with its own key', withHeader(good, { jku: `${foreign.url}/.well-known/jwks.json` }, () => signatureOf(good))],
    ['with an altered claim', withClaims(good, { sub: 'somebody-else' })],
    ['no token at all', 'x'],
  ]
}

async function signedByAStranger(token: string, kid: string): Promise<string> {
  const { privateKey } = await generateKeyPair('ES256')
  return new SignJWT(decode(token.split('.')[1])).setProtectedHeader({ ...HEADER, kid }).sign(privateKey)
}

const HEADER = { alg: 'ES256', typ: 'at+jwt' }

function withHeader(token: string, changes: object, sign: (input: string) => string): string {
  const [header, claims] = token.split('.')
  const input = `${encode({ ...decode(header), ...changes })}.${claims}`
  return `${input}.${sign(input)}`
}

function withClaims(token: string, changes: object): string {
  const [header, claims, signature] = token.split('.')
  return `${header}.${encode({ ...decode(claims), ...changes })}.${signature}`
}

const hmac = (secret: string) => (input: string) => createHmac('sha256', secret).update(input).digest('base64url')
const signatureOf = (token: string): string => token.slice(token.lastIndexOf('.') + 1)
const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const decode = (part = ''): Record<string, unknown> => JSON.parse(Buffer.from(part, 'base64url').toString())
