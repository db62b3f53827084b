// Made from public/openapi.json by npm run generate. Change the routes and their schemas instead.
import type { Uploadable, UploadOptions } from './upload.ts'

/** The operations of the API. */
export interface Operations {
  /** Register. Fails with `password_common`, `password_leaked`, `email_taken`, `hook_failed`. */
  register(body: Registration): Promise<SignedIn>

  /** Log in. Fails with `invalid_credentials`, `account_disabled`, `hook_failed`. */
  login(body: Credentials): Promise<SignedIn>

  /** Get a public profile. Fails with `user_not_found`. */
  getPublicProfile(userId: string): Promise<PublicProfile>

  /** Get the caller's profile. */
  getProfile(): Promise<OwnProfile>

  /** Update the caller's profile. */
  updateProfile(body: ProfileChanges): Promise<OwnProfile>

  /** Update the caller's profile. */
  patchProfile(body: ProfileChanges): Promise<OwnProfile>

  /** Log out. */
  logout(): Promise<void>

  /** Change the caller's picture. Fails with `picture_refused`, `avatars_not_configured`. */
  setAvatar(file: Uploadable, options?: UploadOptions): Promise<OwnProfile>

  /** Remove the caller's picture. Fails with `avatars_not_configured`. */
  removeAvatar(): Promise<OwnProfile>

  /** List sessions. */
  listSessions(): Promise<SessionItem[]>

  /** End all other sessions. */
  endOtherSessions(): Promise<void>

  /** End a session. Fails with `session_not_found`. */
  endSession(sessionId: string): Promise<void>

  /** Register as a guest. Fails with `guests_not_configured`, `hook_failed`. */
  createGuest(body: NewGuest): Promise<SignedIn>

  /** Upgrade a guest. Fails with `password_common`, `password_leaked`, `recent_login_required`, `guest_only`, `email_taken`, `hook_failed`. */
  upgradeGuest(body: GuestUpgrade): Promise<OwnProfile>

  /** Add an authenticator app. Fails with `recent_login_required`, `recent_second_factor_required`, `too_many_factors`, `factors_not_configured`. */
  addTotpFactor(body: NewTotpFactor): Promise<BegunFactor>

  /** Confirm an authenticator app. Fails with `code_invalid`, `recent_login_required`, `recent_second_factor_required`, `factor_not_found`, `factor_confirmed`, `factors_not_configured`, `hook_failed`. */
  confirmTotpFactor(body: FactorConfirmation): Promise<ConfirmedFactor>

  /** Log in with a second factor. Fails with `challenge_invalid`, `code_invalid`, `passkey_invalid`, `account_disabled`, `factors_not_configured`, `passkeys_not_configured`, `hook_failed`. */
  verifySecondFactor(body: SecondFactor): Promise<SignedIn>

  /** Request a challenge. Fails with `factor_not_found`, `factors_not_configured`. */
  createFactorChallenge(): Promise<FactorChallenge>

  /** List second factors. Fails with `factors_not_configured`. */
  listFactors(): Promise<FactorList>

  /** Delete a second factor. Fails with `recent_second_factor_required`, `factor_not_found`, `factors_not_configured`. */
  removeFactor(factorId: string): Promise<void>

  /** Request new recovery codes. Fails with `recent_second_factor_required`, `factor_not_found`, `factors_not_configured`. */
  createRecoveryCodes(): Promise<RecoveryCodes>

  /** Request a code to log in with. Fails with `login_codes_not_configured`, `mail_not_configured`. */
  sendLoginCode(body: LoginCodeRequest): Promise<CodeSent>

  /** Log in with a code from an email. Fails with `code_invalid`, `login_codes_not_configured`, `hook_failed`. */
  loginWithCode(body: CodeLogin): Promise<SignedIn>

  /** Get options for a new passkey. Fails with `recent_login_required`, `too_many_passkeys`, `passkeys_not_configured`. */
  getPasskeyOptions(): Promise<PasskeyOptions>

  /** List passkeys. Fails with `passkeys_not_configured`. */
  listPasskeys(): Promise<PasskeyItem[]>

  /** Add a passkey. Fails with `passkey_invalid`, `recent_login_required`, `passkey_exists`, `too_many_passkeys`, `passkeys_not_configured`, `hook_failed`. */
  addPasskey(body: NewPasskey): Promise<PasskeyItem>

  /** Get options for a login with a passkey. Fails with `passkeys_not_configured`. */
  getPasskeyLoginOptions(): Promise<PasskeyLoginOptions>

  /** Log in with a passkey. Fails with `passkey_invalid`, `account_disabled`, `passkeys_not_configured`, `hook_failed`. */
  loginWithPasskey(body: PasskeyLogin): Promise<SignedIn>

  /** Rename a passkey. Fails with `passkey_not_found`, `passkeys_not_configured`. */
  renamePasskey(passkeyId: string, body: PasskeyName): Promise<PasskeyItem>

  /** Remove a passkey. Fails with `recent_login_required`, `passkey_not_found`, `last_way_in`, `passkeys_not_configured`. */
  removePasskey(passkeyId: string): Promise<void>

  /** Log in with Apple, Google or another provider. Fails with `id_token_invalid`, `email_unverified`, `account_disabled`, `account_exists`, `provider_not_configured`, `hook_failed`. */
  loginWithProvider(provider: Provider, body: ProviderLogin): Promise<SignedIn>

  /** Link an identity. Fails with `id_token_invalid`, `recent_login_required`, `identity_taken`, `email_taken`, `provider_not_configured`, `hook_failed`. */
  linkIdentity(provider: Provider, body: IdentityProof): Promise<IdentityItem[]>

  /** Unlink an identity. Fails with `recent_login_required`, `identity_not_found`, `last_way_in`. */
  unlinkIdentity(provider: Provider): Promise<void>

  /** List identities. */
  listIdentities(): Promise<IdentityItem[]>

  /** Change the caller's password. Fails with `password_common`, `password_leaked`, `invalid_credentials`, `upgrade_required`, `hook_failed`. */
  changePassword(body: PasswordChange): Promise<void>

  /** Request a password reset. Fails with `mail_not_configured`. */
  forgotPassword(body: ResetRequest): Promise<CodeSent>

  /** Reset a password. Fails with `code_invalid`, `password_common`, `password_leaked`, `hook_failed`. */
  resetPassword(body: PasswordReset): Promise<SignedIn>

  /** Send a verification email. Fails with `email_already_verified`, `upgrade_required`, `email_missing`, `mail_not_configured`. */
  sendEmailVerification(): Promise<CodeSent>

  /** Verify an email address. Fails with `code_invalid`, `upgrade_required`, `email_taken`. */
  verifyEmail(body: EmailConfirmation): Promise<OwnProfile>

  /** Change the caller's email address. Fails with `invalid_credentials`, `recent_second_factor_required`, `upgrade_required`, `mail_not_configured`. */
  changeEmail(body: EmailChange): Promise<CodeSent>

  /** Export the caller's data. */
  exportAccount(): Promise<AccountExport>

  /** Delete the caller's account. Fails with `body_missing`, `invalid_credentials`, `id_token_invalid`, `recent_login_required`, `identity_not_found`, `upgrade_required`, `provider_not_configured`. */
  deleteAccount(body: AccountDeletion): Promise<void>

  /** List account activity. */
  listActivity(query?: {
    /** `nextCursor` of the page before */
    cursor?: string | undefined
  }): Promise<ActivityPage>

  /** Get the public keys. */
  getJwks(): Promise<JwkSet>

  /** Get the OpenID configuration. */
  getOpenidConfiguration(): Promise<OpenidConfiguration>

  /** Get this document. */
  getOpenapiDocument(): Promise<OpenapiDocument>

  /** Check the health of the service. */
  getHealth(): Promise<Health>
}

/** A failure, as RFC 9457 has it. Switch on `code`; `message` is for people. */
export interface Problem {
  /** The phrase of the status */
  title: string
  /** The status of the response */
  status: number
  code: ProblemCode
  /** For people */
  message: string
  /** Names this request in the log */
  requestId: string
  /** Each field that is wrong */
  errors?: FieldError[] | undefined
  /** Of `second_factor_required` at a login: what the second factor goes with */
  challenge?: string | undefined
  /** Beside a challenge: what may go with it */
  factors?: PossibleFactor[] | undefined
  /** Beside a challenge: how many recovery codes are left */
  recoveryCodesLeft?: number | undefined
}

/** Never changes its meaning */
export type ProblemCode =
  | 'invalid_request'
  | 'malformed_body'
  | 'body_missing'
  | 'code_invalid'
  | 'challenge_invalid'
  | 'password_common'
  | 'password_leaked'
  | 'invalid_credentials'
  | 'id_token_invalid'
  | 'passkey_invalid'
  | 'token_missing'
  | 'token_invalid'
  | 'token_expired'
  | 'session_ended'
  | 'second_factor_required'
  | 'service_key_invalid'
  | 'refresh_reused'
  | 'cross_site_form'
  | 'https_required'
  | 'account_disabled'
  | 'email_unverified'
  | 'recent_login_required'
  | 'role_required'
  | 'factor_missing'
  | 'scope_missing'
  | 'worker_unnamed'
  | 'access_required'
  | 'recent_second_factor_required'
  | 'not_found'
  | 'user_not_found'
  | 'session_not_found'
  | 'factor_not_found'
  | 'identity_not_found'
  | 'delivery_not_found'
  | 'passkey_not_found'
  | 'method_not_allowed'
  | 'email_taken'
  | 'email_already_verified'
  | 'guest_only'
  | 'upgrade_required'
  | 'email_missing'
  | 'account_exists'
  | 'factor_confirmed'
  | 'too_many_factors'
  | 'identity_taken'
  | 'last_way_in'
  | 'last_admin'
  | 'passkey_exists'
  | 'too_many_passkeys'
  | 'body_too_large'
  | 'unsupported_media_type'
  | 'unsupported_encoding'
  | 'picture_refused'
  | 'rate_limited'
  | 'internal_error'
  | 'misconfigured'
  | 'factors_not_configured'
  | 'login_codes_not_configured'
  | 'guests_not_configured'
  | 'provider_not_configured'
  | 'passkeys_not_configured'
  | 'avatars_not_configured'
  | 'webhooks_not_configured'
  | 'mail_not_configured'
  | 'links_not_configured'
  | 'unavailable'
  | 'hook_failed'

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
  /** null for a guest, and for a user who has never given one */
  email: string | null
  emailVerified: boolean
  isGuest: boolean
  bio: string | null
  avatarUrl: string | null
  locale: string | null
  /** ISO 8601, UTC */
  createdAt: string
  /** ISO 8601, UTC */
  updatedAt: string
  /** Written by operators */
  roles: string[]
  /** Written by the owner */
  metadata: Record<string, unknown>
  /** Written by operators */
  appMetadata: Record<string, unknown>
  /** The guest who was merged into the user */
  mergedGuestId?: string | undefined
}

export interface Registration {
  name: string
  /** null or an empty text clears it */
  bio?: string | null | undefined
  /** An https URL; null or an empty text clears it */
  avatarUrl?: string | null | undefined
  /** A language tag (BCP 47), also as platforms spell it (`en_GB`); one that cannot be read is left out */
  locale?: string | null | undefined
  email: string
  password: string
  /** Without one, the user agent is read */
  deviceName?: string | null | undefined
}

export interface Credentials {
  email: string
  password: string
  /** Without one, the user agent is read */
  deviceName?: string | null | undefined
  /** The last refresh token that this device has had, also of a session that has ended */
  deviceToken?: string | null | undefined
  /** The access token of the guest whom the user has been until now: they are merged, and deleted */
  guestToken?: string | null | undefined
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
  /** null for a guest, and for a user who has never given one */
  email: string | null
  emailVerified: boolean
  isGuest: boolean
  bio: string | null
  avatarUrl: string | null
  locale: string | null
  /** ISO 8601, UTC */
  createdAt: string
  /** ISO 8601, UTC */
  updatedAt: string
  /** Written by operators */
  roles: string[]
  /** Written by the owner */
  metadata: Record<string, unknown>
  /** Written by operators */
  appMetadata: Record<string, unknown>
}

export interface ProfileChanges {
  /** Nobody is without one: null or an empty text leaves it as it is */
  name?: string | null | undefined
  /** null or an empty text clears it */
  bio?: string | null | undefined
  /** An https URL; null or an empty text clears it */
  avatarUrl?: string | null | undefined
  /** A language tag (BCP 47), also as platforms spell it (`en_GB`); null or an empty text clears it */
  locale?: string | null | undefined
  /** Is merged (RFC 7396): members that are null are removed, and those that are not named stay; null removes all. At most 8192 bytes of JSON in the end, and 10 objects or lists in each other */
  metadata?: Record<string, unknown> | null | undefined
}

export type AuthMethod =
  | 'password'
  | 'provider'
  | 'reset_code'
  | 'login_code'
  | 'guest'
  | 'passkey'
  | 'totp'
  | 'recovery_code'

export interface ProvenMethod {
  method: AuthMethod
  /** ISO 8601, UTC */
  at: string
}

export interface SessionItem {
  /** Opaque: nothing can be read from it */
  _id: string
  deviceName: string | null
  country: string | null
  /** ISO 8601, UTC */
  createdAt: string
  /** ISO 8601, UTC */
  lastRefreshedAt: string
  /** Level of assurance: 2 after a second factor, or with a passkey */
  aal: number
  /** What its user has proven, and when; empty if that was not recorded */
  amr: ProvenMethod[]
  current: boolean
}

export interface NewGuest {
  name?: string | null | undefined
  /** Without one, the user agent is read */
  deviceName?: string | null | undefined
}

export interface GuestUpgrade {
  email: string
  password: string
  name?: string | null | undefined
}

export interface BegunFactor {
  /** Opaque: nothing can be read from it */
  factorId: string
  secret: string
  uri: string
  /** The same as a QR code, for a second device to scan */
  qrSvg: string
}

export interface NewTotpFactor {
  name?: string | null | undefined
}

export interface ConfirmedFactor {
  /** Ten with the first factor, none with others */
  recoveryCodes: string[]
}

export interface FactorConfirmation {
  factorId: string
  code: string
}

export interface SecondFactorByCode {
  challenge: string
  /** Without one, the user agent is read */
  deviceName?: string | null | undefined
  code: string
}

export interface SecondFactorByRecoveryCode {
  challenge: string
  /** Without one, the user agent is read */
  deviceName?: string | null | undefined
  recoveryCode: string
}

export interface PasskeyAssertion {
  clientDataJSON: string
  authenticatorData: string
  signature: string
  userHandle?: string | null | undefined
}

export interface PasskeyAuthentication {
  id: string
  response: PasskeyAssertion
}

export interface SecondFactorByPasskey {
  challenge: string
  /** Without one, the user agent is read */
  deviceName?: string | null | undefined
  credential: PasskeyAuthentication
}

export type SecondFactor = SecondFactorByCode | SecondFactorByRecoveryCode | SecondFactorByPasskey

export type FactorType = 'totp'

export interface PossibleApp {
  /** Opaque: nothing can be read from it */
  factorId: string
  type: FactorType
  name: string
}

export interface PasskeyDescriptor {
  id: string
  type: 'public-key'
  transports: string[]
}

export interface PasskeyFactorOptions {
  challenge: string
  rpId: string
  /** Milliseconds */
  timeout: number
  allowCredentials: PasskeyDescriptor[]
  userVerification: 'preferred'
}

export interface PossiblePasskey {
  type: 'passkey'
  options: PasskeyFactorOptions
}

export type PossibleFactor = PossibleApp | PossiblePasskey

export interface FactorChallenge {
  challenge: string
  /** ISO 8601, UTC */
  expiresAt: string
  recoveryCodesLeft: number
  factors: PossibleFactor[]
}

export interface FactorItem {
  /** Opaque: nothing can be read from it */
  _id: string
  type: FactorType
  name: string
  /** ISO 8601, UTC */
  createdAt: string
  /** ISO 8601, UTC */
  confirmedAt: string | null
  /** ISO 8601, UTC */
  lastUsedAt: string | null
}

export interface FactorList {
  factors: FactorItem[]
  recoveryCodesLeft: number
}

export interface RecoveryCodes {
  recoveryCodes: string[]
}

export interface CodeSent {
  expiresIn: number
}

export interface LoginCodeRequest {
  email: string
  /** The language of the email, unless the user of the address has a `locale` */
  locale?: string | null | undefined
}

export interface LoginByCode {
  email: string
  code: string
  /** Of a user who is made by this */
  name?: string | null | undefined
  /** Without one, the user agent is read */
  deviceName?: string | null | undefined
  /** The access token of the guest whom the user has been until now: they are merged, and deleted */
  guestToken?: string | null | undefined
}

export interface LoginByLink {
  email: string
  token: string
  /** Of a user who is made by this */
  name?: string | null | undefined
  /** Without one, the user agent is read */
  deviceName?: string | null | undefined
  /** The access token of the guest whom the user has been until now: they are merged, and deleted */
  guestToken?: string | null | undefined
}

export type CodeLogin = LoginByCode | LoginByLink

export interface PasskeyRelyingParty {
  id: string
  name: string
}

export interface PasskeyUser {
  id: string
  name: string
  displayName: string
}

export interface PasskeyAlgorithm {
  type: 'public-key'
  alg: number
}

export interface PasskeySelection {
  residentKey: 'required'
  requireResidentKey: boolean
  userVerification: 'required'
}

export interface PasskeyCreationOptions {
  rp: PasskeyRelyingParty
  user: PasskeyUser
  challenge: string
  pubKeyCredParams: PasskeyAlgorithm[]
  /** Milliseconds */
  timeout: number
  excludeCredentials: PasskeyDescriptor[]
  authenticatorSelection: PasskeySelection
  attestation: 'none'
}

export interface PasskeyOptions {
  challengeId: string
  /** ISO 8601, UTC */
  expiresAt: string
  options: PasskeyCreationOptions
}

export interface PasskeyItem {
  /** The credential's id, base64url */
  _id: string
  name: string
  transports: string[]
  /** Whether it may be on several devices */
  isBackupEligible: boolean
  /** Whether it is, as it said when it was used last */
  isBackedUp: boolean
  /** The model of its authenticator; zeros if it does not say */
  aaguid: string
  /** ISO 8601, UTC */
  createdAt: string
  /** ISO 8601, UTC */
  lastUsedAt: string | null
}

export interface PasskeyAttestation {
  clientDataJSON: string
  attestationObject: string
  transports?: string[] | undefined
}

export interface PasskeyRegistration {
  id: string
  response: PasskeyAttestation
}

export interface NewPasskey {
  challengeId: string
  credential: PasskeyRegistration
  name?: string | null | undefined
}

export interface PasskeyRequestOptions {
  challenge: string
  rpId: string
  /** Milliseconds */
  timeout: number
  userVerification: 'required'
}

export interface PasskeyLoginOptions {
  challengeId: string
  /** ISO 8601, UTC */
  expiresAt: string
  options: PasskeyRequestOptions
}

export interface PasskeyLogin {
  challengeId: string
  credential: PasskeyAuthentication
  /** Without one, the user agent is read */
  deviceName?: string | null | undefined
  /** The access token of the guest whom the user has been until now: they are merged, and deleted */
  guestToken?: string | null | undefined
}

export interface PasskeyName {
  name: string
}

export interface ProviderLogin {
  idToken: string
  /** As the app made it. The SDK is given its SHA-256, in lower-case hex */
  nonce?: string | null | undefined
  /** Of a new user, as Apple gives it, once. It is made one line of 100 characters, not refused */
  name?: string | null | undefined
  /** Without one, the user agent is read */
  deviceName?: string | null | undefined
  /** The access token of the guest whom the user has been until now: they are merged, and deleted */
  guestToken?: string | null | undefined
}

/** `apple`, `google`, or a name of the setting `OIDC_PROVIDERS` */
export type Provider = string

export interface IdentityItem {
  provider: Provider
  email: string | null
  /** ISO 8601, UTC */
  createdAt: string
}

export interface IdentityProof {
  idToken: string
  /** As the app made it. The SDK is given its SHA-256, in lower-case hex */
  nonce?: string | null | undefined
  /** Of a new user, as Apple gives it, once. It is made one line of 100 characters, not refused */
  name?: string | null | undefined
}

export interface PasswordChange {
  currentPassword: string
  newPassword: string
}

export interface ResetRequest {
  email: string
}

export interface PasswordResetByCode {
  email: string
  code: string
  password: string
  /** Without one, the user agent is read */
  deviceName?: string | null | undefined
}

export interface PasswordResetByLink {
  email: string
  token: string
  password: string
  /** Without one, the user agent is read */
  deviceName?: string | null | undefined
}

export type PasswordReset = PasswordResetByCode | PasswordResetByLink

export interface EmailConfirmationByCode {
  code: string
}

export interface EmailConfirmationByLink {
  token: string
}

export type EmailConfirmation = EmailConfirmationByCode | EmailConfirmationByLink

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

export interface RecoveryCodeItem {
  /** ISO 8601, UTC */
  createdAt: string
  /** ISO 8601, UTC */
  usedAt: string | null
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
  /** The guest who was merged, of `guest_merged` */
  otherId: string | null
  /** By which way a sign-in was made */
  method: string | null
  /** Whether an operator of the service did it */
  bySupport: boolean
}

export interface AccountExport {
  /** ISO 8601, UTC */
  exportedAt: string
  profile: OwnProfile
  identities: IdentityItem[]
  passkeys: PasskeyItem[]
  /** The latest ones. */
  sessions: SessionItem[]
  codes: SentCode[]
  factors: FactorItem[]
  recoveryCodes: RecoveryCodeItem[]
  /** The latest ones. */
  activity: ActivityItem[]
  /** The user's rows in the tables of src/extensions, by table; missing where there are none */
  extensions?: Record<string, unknown> | undefined
}

export interface DeletionByPassword {
  password: string
  /** Of a fresh authorization at Apple: what was granted there is taken back */
  appleAuthorizationCode?: string | null | undefined
}

export interface DeletionByProvider {
  provider: Provider
  idToken: string
  /** As the app made it. The SDK is given its SHA-256, in lower-case hex */
  nonce?: string | null | undefined
  /** Of a fresh authorization at Apple: what was granted there is taken back */
  appleAuthorizationCode?: string | null | undefined
}

export interface DeletionOfGuest {
  password?: null | undefined
}

export type AccountDeletion = DeletionByPassword | DeletionByProvider | DeletionOfGuest

export interface Jwk {
  kty: string
  crv: string
  x: string
  y?: string | undefined
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
  nextCursor?: string | undefined
}
