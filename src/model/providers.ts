/** The providers of ID tokens whose issuers and keys we know; the settings may name others. */
export const PROVIDERS = ['apple', 'google'] as const

export type KnownProvider = (typeof PROVIDERS)[number]

/** A provider of ID tokens that users can sign in with, by its name: a known one, or one that the settings name. */
export type Provider = string

/** What a provider's name looks like. One that is no longer in the settings still has such a name. */
export const PROVIDER_NAME = /^[a-z][a-z0-9-]{1,31}$/

/** An issuer of ID tokens as the settings describe it (OpenID Connect Core 1.0 §2). */
export interface OidcProvider {
  /** As people write it. */
  name?: string
  /** `iss` of its tokens; `TENANT` in it stands for the `tid` of each. */
  issuer: string
  /** Our apps there: who a token may be for. */
  clientIds: string[]
  /** Its JWK Set. Without it, its discovery document says where that is. */
  jwksUrl?: string
  /** Whoever has an account there with a verified email address reads that mailbox now. */
  emailAuthority?: boolean
  /** `false` accepts a nonce in a token although the app sent none. */
  nonceCheck?: boolean
}

/** How Microsoft writes that each of its tenants is an issuer. */
export const TENANT = '{tenantid}'
