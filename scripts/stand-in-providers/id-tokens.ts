import { createHash, randomUUID } from 'node:crypto'
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose'
import type { KnownProvider } from '../../src/model/providers.ts'

/** Who a token of a stand-in is for, and nobody else: an app of a real provider has another id. */
export const STAND_IN_CLIENT_ID = 'stand-in'

/** Somebody who signs in, as the app's form or the page says. */
export interface Person {
  email: string
  /** What an app gives the SDK: the SHA-256 of the nonce that it sends to the service. */
  nonce: string | undefined
  /** Apple's tokens never hold a name. */
  name: string | undefined
}

/** What issues ID tokens, with a key of its own for as long as it runs. */
export interface Issuer {
  /** Its public key, as the service fetches it (RFC 7517). */
  jwks: { keys: JWK[] }
  idToken(provider: KnownProvider, person: Person): Promise<string>
}

interface Description {
  issuer: string
  lifetimeSeconds: number
  claims(person: Person): Record<string, unknown>
}

const DESCRIPTIONS: Record<KnownProvider, Description> = {
  apple: {
    issuer: 'https://appleid.apple.com',
    lifetimeSeconds: 600,
    claims: () => ({ email_verified: 'true', is_private_email: 'false', nonce_supported: true }),
  },
  google: {
    issuer: 'https://accounts.google.com',
    lifetimeSeconds: 3_600,
    // Everybody's mailbox is at a Workspace of its domain: Google is an authority for it.
    claims: ({ email, name }) => ({ email_verified: true, hd: email.slice(email.lastIndexOf('@') + 1), name }),
  },
}

/** Makes an issuer: its tokens are those of Apple and Google but for the key and whom they are for. */
export async function createIssuer(): Promise<Issuer> {
  const { privateKey, publicKey } = await generateKeyPair('RS256')
  const kid = randomUUID()
  return {
    jwks: { keys: [{ ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' }] },
    idToken(provider, person) {
      const { issuer, lifetimeSeconds, claims } = DESCRIPTIONS[provider]
      const { email, nonce } = person
      return new SignJWT({ email, nonce, ...claims(person) })
        .setProtectedHeader({ alg: 'RS256', kid })
        .setIssuer(issuer)
        .setAudience(STAND_IN_CLIENT_ID)
        .setSubject(subjectOf(email))
        .setIssuedAt()
        .setExpirationTime(`${lifetimeSeconds}s`)
        .sign(privateKey)
    },
  }
}

/** The same person at each run, or they could not come back. */
const subjectOf = (email: string) => `stand-in.${createHash('sha256').update(email.toLowerCase()).digest('hex')}`
