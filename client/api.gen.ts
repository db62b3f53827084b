// Made from public/openapi.json by npm run openapi. Change the routes and their schemas instead.

/** The operations of the API. */
export interface Operations {
  /** Make a user and sign them in. Fails with `password_leaked`, `email_taken`. */
  register(body: Registration): Promise<SignedIn>

  /** Sign a user in. Fails with `invalid_credentials`, `account_disabled`. */
  login(body: Credentials): Promise<SignedIn>

  /** What anyone may see of a user. Fails with `user_not_found`. */
  getPublicProfile(userId: string): Promise<PublicProfile>

  /** The caller's own profile. */
  getProfile(): Promise<OwnProfile>

  /** Change fields of the caller's own profile; the others stay. */
  updateProfile(body: ProfileChanges): Promise<OwnProfile>

  /** Change fields of the caller's own profile; the others stay. */
  patchProfile(body: ProfileChanges): Promise<OwnProfile>

  /** End the caller's session and its tokens. */
  logout(): Promise<void>

  /** The caller's live sessions, the one used last first. */
  listSessions(): Promise<SessionItem[]>

  /** End all of the caller's sessions but this one. */
  endOtherSessions(): Promise<void>

  /** End one of the caller's sessions. Fails with `session_not_found`. */
  endSession(sessionId: string): Promise<void>

  /** Sign in with Apple or Google. Fails with `id_token_invalid`, `email_unverified`, `account_disabled`, `account_exists`, `provider_not_configured`. */
  loginWithProvider(provider: Provider, body: ProviderLogin): Promise<SignedIn>

  /** Let an account at Apple or Google sign the caller in. Fails with `id_token_invalid`, `recent_login_required`, `identity_taken`, `provider_not_configured`. */
  linkIdentity(provider: Provider, body: IdentityProof): Promise<IdentityItem[]>

  /** Unlink an account at Apple or Google from the caller. Fails with `recent_login_required`, `identity_not_found`, `last_way_in`. */
  unlinkIdentity(provider: Provider): Promise<void>

  /** The accounts at Apple and Google that sign the caller in. */
  listIdentities(): Promise<IdentityItem[]>

  /** Change the caller's password; every session ends and a fresh one starts. Fails with `password_leaked`, `invalid_credentials`. */
  changePassword(body: PasswordChange): Promise<void>

  /** Mail a code that sets a new password, if somebody has the address. Fails with `mail_not_configured`. */
  forgotPassword(body: ResetRequest): Promise<CodeSent>

  /** Set a new password with a mailed code; every session ends and a fresh one starts. Fails with `code_invalid`, `password_leaked`. */
  resetPassword(body: PasswordReset): Promise<SignedIn>

  /** Mail the caller a code that confirms their address. Fails with `email_already_verified`, `mail_not_configured`. */
  sendEmailVerification(): Promise<CodeSent>

  /** Confirm the caller's address, or the new one, with the code that was mailed there. Fails with `code_invalid`, `email_taken`. */
  verifyEmail(body: EmailConfirmation): Promise<OwnProfile>

  /** Mail a code to the address that the caller wants to move to. Fails with `invalid_credentials`, `mail_not_configured`. */
  changeEmail(body: EmailChange): Promise<CodeSent>

  /** All that is stored about the caller, without secrets. */
  exportAccount(): Promise<AccountExport>

  /** Erase the caller and everything of theirs. Fails with `invalid_credentials`, `id_token_invalid`, `identity_not_found`, `provider_not_configured`. */
  deleteAccount(body: AccountDeletion): Promise<void>

  /** What happened to the caller's account, newest first. */
  listActivity(query?: {
    /** `nextCursor` of the page before */
    cursor?: string
  }): Promise<ActivityPage>

  /** The public keys that verify access tokens (RFC 7517). */
  getJwks(): Promise<JwkSet>

  /** Where the issuer of the tokens keeps its keys (OpenID Connect Discovery 1.0). */
  getOpenidConfiguration(): Promise<OpenidConfiguration>

  /** This document. */
  getOpenapiDocument(): Promise<OpenapiDocument>

  /** Whether the service and its database answer, and which version it is. */
  getHealth(): Promise<Health>
}

/** A failure, as RFC 9457 has it. Switch on `code`; `message` is for people. */
export interface Problem {
  /** The phrase of the status */
  title: string
  /** The status of the answer */
  status: number
  code: ProblemCode
  /** For people */
  message: string
  /** Names this request in the log */
  requestId: string
  /** Each field that is wrong */
  errors?: FieldError[]
}

/** Never changes its meaning */
export type ProblemCode =
  | 'invalid_request'
  | 'malformed_body'
  | 'code_invalid'
  | 'password_leaked'
  | 'invalid_credentials'
  | 'id_token_invalid'
  | 'token_missing'
  | 'token_invalid'
  | 'token_expired'
  | 'session_ended'
  | 'refresh_reused'
  | 'cross_site_form'
  | 'https_required'
  | 'account_disabled'
  | 'email_unverified'
  | 'recent_login_required'
  | 'not_found'
  | 'user_not_found'
  | 'session_not_found'
  | 'identity_not_found'
  | 'method_not_allowed'
  | 'email_taken'
  | 'email_already_verified'
  | 'account_exists'
  | 'identity_taken'
  | 'last_way_in'
  | 'body_too_large'
  | 'unsupported_media_type'
  | 'rate_limited'
  | 'internal_error'
  | 'misconfigured'
  | 'provider_not_configured'
  | 'mail_not_configured'
  | 'unavailable'

/** What is wrong with one field */
export interface FieldError {
  /** The name of the field; empty for the body as a whole */
  path: string
  /** For people */
  message: string
}

export interface SignedIn {
  /** Opaque: nothing can be read from it */
  _id: string
  name: string
  email: string
  emailVerified: boolean
  bio: string | null
  avatarUrl: string | null
  locale: string | null
  /** ISO 8601, UTC */
  createdAt: string
  /** ISO 8601, UTC */
  updatedAt: string
}

export interface Registration {
  name: string
  /** null or an empty text clears it */
  bio?: string | null
  /** An https URL; null or an empty text clears it */
  avatarUrl?: string | null
  /** A language tag (BCP 47); null or an empty text clears it */
  locale?: string | null
  email: string
  password: string
  /** Without one, with null or an empty text the user agent is read */
  deviceName?: string | null
}

export interface Credentials {
  email: string
  password: string
  /** Without one, with null or an empty text the user agent is read */
  deviceName?: string | null
}

export interface PublicProfile {
  /** Opaque: nothing can be read from it */
  _id: string
  name: string
  bio: string | null
  avatarUrl: string | null
  /** ISO 8601, UTC */
  createdAt: string
}

export interface OwnProfile {
  /** Opaque: nothing can be read from it */
  _id: string
  name: string
  email: string
  emailVerified: boolean
  bio: string | null
  avatarUrl: string | null
  locale: string | null
  /** ISO 8601, UTC */
  createdAt: string
  /** ISO 8601, UTC */
  updatedAt: string
}

export interface ProfileChanges {
  name?: string
  /** null or an empty text clears it */
  bio?: string | null
  /** An https URL; null or an empty text clears it */
  avatarUrl?: string | null
  /** A language tag (BCP 47); null or an empty text clears it */
  locale?: string | null
}

export interface SessionItem {
  /** Opaque: nothing can be read from it */
  _id: string
  current: boolean
  deviceName: string | null
  country: string | null
  /** ISO 8601, UTC */
  createdAt: string
  /** ISO 8601, UTC */
  lastRefreshedAt: string
}

export interface ProviderLogin {
  idToken: string
  /** As the app made it. The SDK is given its SHA-256, in lower-case hex */
  nonce?: string
  name?: string
  /** Without one, with null or an empty text the user agent is read */
  deviceName?: string | null
}

export type Provider = 'apple' | 'google'

export interface IdentityItem {
  provider: Provider
  email: string | null
  /** ISO 8601, UTC */
  createdAt: string
}

export interface IdentityProof {
  idToken: string
  /** As the app made it. The SDK is given its SHA-256, in lower-case hex */
  nonce?: string
}

export interface PasswordChange {
  currentPassword: string
  newPassword: string
}

export interface CodeSent {
  expiresIn: number
}

export interface ResetRequest {
  email: string
}

export interface PasswordReset {
  email: string
  code: string
  password: string
  /** Without one, with null or an empty text the user agent is read */
  deviceName?: string | null
}

export interface EmailConfirmation {
  code: string
}

export interface EmailChange {
  email: string
  password: string
}

export interface SentCode {
  purpose: string
  address: string
  /** ISO 8601, UTC */
  createdAt: string
  /** ISO 8601, UTC */
  expiresAt: string
}

export interface ActivityItem {
  /** Opaque: nothing can be read from it */
  _id: string
  type: string
  /** ISO 8601, UTC */
  createdAt: string
  /** Opaque: nothing can be read from it */
  sessionId: string | null
  ip: string | null
  deviceName: string | null
}

export interface AccountExport {
  /** ISO 8601, UTC */
  exportedAt: string
  profile: OwnProfile
  identities: IdentityItem[]
  /** The latest ones. */
  sessions: SessionItem[]
  codes: SentCode[]
  /** The latest ones. */
  activity: ActivityItem[]
}

export interface DeletionByPassword {
  password: string
  /** Of a fresh authorization at Apple: what was granted there is taken back */
  appleAuthorizationCode?: string
}

export interface DeletionByProvider {
  provider: Provider
  idToken: string
  /** As the app made it. The SDK is given its SHA-256, in lower-case hex */
  nonce?: string
  /** Of a fresh authorization at Apple: what was granted there is taken back */
  appleAuthorizationCode?: string
}

export type AccountDeletion = DeletionByPassword | DeletionByProvider

export interface Jwk {
  kty: string
  crv: string
  x: string
  y?: string
  kid: string
  alg: string
  use: 'sig'
}

export interface JwkSet {
  keys: Jwk[]
}

export interface OpenidConfiguration {
  issuer: string
  jwks_uri: string
  id_token_signing_alg_values_supported: string[]
}

export interface OpenapiDocument {
  openapi: string
}

export interface Health {
  status: 'ok'
  version: string
}

export interface ActivityPage {
  data: ActivityItem[]
  nextCursor?: string
}
