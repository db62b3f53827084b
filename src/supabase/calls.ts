import type { GenericSchema } from 'valibot'
import type { AnswerName } from './answers.ts'
import { invitationBody, linkBody } from './routes/admin-links.ts'
import { adminUserBody, deletionBody } from './routes/admin-users.ts'
import { answerBody, enrolBody } from './routes/factors.ts'
import { otpBody, recoverBody, resendBody } from './routes/otp.ts'
import { authenticationBody, registrationBody, renamingBody } from './routes/passkeys.ts'
import { codeBody, recoveryCodesBody } from './routes/recovery-codes.ts'
import { signUpBody } from './routes/signup.ts'
import { exchangeBody, idTokenBody, passwordBody, refreshBody } from './routes/token.ts'
import { userBody } from './routes/user.ts'
import { verifyBody } from './routes/verify.ts'

// Every call of this protocol that is ours: docs/supabase.md and public/supabase.json are made of it, and the tests have a
// record of each. Nothing of it runs in the Worker.

export interface Call {
  /** The method and the path below `/auth/v1`, with the query that chooses what it does. */
  wire: string
  /** The method of supabase-js. */
  sdk: string
  /** The operations of ours that it calls (src/domain/operations). */
  operations: string
  /** What it does, in a title's words. */
  summary: string
  /** Whose bearer token it takes: nobody's, a user's, a service key. */
  bearer: 'none' | 'user' | 'service'
  answer: AnswerName
  /** The body, as the route reads it. */
  input?: GenericSchema
}

const calls = [
  {
    wire: 'POST /signup',
    sdk: 'signUp, signInAnonymously',
    operations: 'register, signUp, createGuest',
    summary: 'Sign up, or begin without an email address',
    bearer: 'none',
    answer: 'user or session',
    input: signUpBody,
  },
  {
    wire: 'POST /token?grant_type=password',
    sdk: 'signInWithPassword',
    operations: 'login',
    summary: 'Sign in with a password',
    bearer: 'none',
    answer: 'session',
    input: passwordBody,
  },
  {
    wire: 'POST /token?grant_type=refresh_token',
    sdk: 'refreshSession',
    operations: 'refreshToken, adoptRefreshToken',
    summary: 'Refresh a session',
    bearer: 'none',
    answer: 'session',
    input: refreshBody,
  },
  {
    wire: 'POST /token?grant_type=id_token',
    sdk: 'signInWithIdToken, linkIdentity',
    operations: 'loginWithProvider, linkIdentity, reissueTokens',
    summary: 'Sign in with, or link, an account at a provider',
    bearer: 'none',
    answer: 'session',
    input: idTokenBody,
  },
  {
    wire: 'POST /token?grant_type=pkce',
    sdk: 'exchangeCodeForSession',
    operations: 'loginWithCode, confirmSignUp, confirmEmailChange',
    summary: 'Exchange the code that a mailed link has led to',
    bearer: 'none',
    answer: 'session',
    input: exchangeBody,
  },
  {
    wire: 'POST /otp',
    sdk: 'signInWithOtp',
    operations: 'sendLoginCode',
    summary: 'Ask for a code that signs in',
    bearer: 'none',
    answer: 'empty',
    input: otpBody,
  },
  {
    wire: 'POST /recover',
    sdk: 'resetPasswordForEmail',
    operations: 'sendLoginCode',
    summary: 'Ask for a code that signs in to set a password',
    bearer: 'none',
    answer: 'empty',
    input: recoverBody,
  },
  {
    wire: 'POST /resend',
    sdk: 'resend',
    operations: 'resendConfirmation, resendEmailChange',
    summary: 'Ask for another code',
    bearer: 'none',
    answer: 'empty',
    input: resendBody,
  },
  {
    wire: 'POST /verify',
    sdk: 'verifyOtp',
    operations: 'loginWithCode, confirmSignUp, confirmEmailChange',
    summary: 'Redeem a mailed code, or the hash of its link',
    bearer: 'none',
    answer: 'session',
    input: verifyBody,
  },
  {
    wire: 'GET /reauthenticate',
    sdk: 'reauthenticate',
    operations: 'requestReauthentication',
    summary: 'Ask for the nonce of a new password',
    bearer: 'user',
    answer: 'empty',
  },
  {
    wire: 'GET /user',
    sdk: 'getUser',
    operations: 'getAccount',
    summary: 'Get the user',
    bearer: 'user',
    answer: 'user',
  },
  {
    wire: 'PUT /user',
    sdk: 'updateUser',
    operations: 'updateProfile, setPassword, requestEmailChange, upgradeGuest',
    summary: 'Change the user',
    bearer: 'user',
    answer: 'user',
    input: userBody,
  },
  {
    wire: 'POST /logout',
    sdk: 'signOut',
    operations: 'logout, endOtherSessions, endAllSessions',
    summary: 'Sign out, here, elsewhere or everywhere',
    bearer: 'user',
    answer: 'nothing',
  },
  {
    wire: 'DELETE /user/identities/{identity_id}',
    sdk: 'unlinkIdentity',
    operations: 'unlinkIdentity',
    summary: 'Unlink an account at a provider',
    bearer: 'user',
    answer: 'empty',
  },
  {
    wire: 'GET /settings',
    sdk: '',
    operations: '',
    summary: 'Get the ways in',
    bearer: 'none',
    answer: 'settings',
  },
  {
    wire: 'GET /health',
    sdk: '',
    operations: '',
    summary: 'Get the version',
    bearer: 'none',
    answer: 'health',
  },
  {
    wire: 'GET /.well-known/jwks.json',
    sdk: 'getClaims',
    operations: '',
    summary: 'Get the public keys',
    bearer: 'none',
    answer: 'keys',
  },
  {
    wire: 'GET /admin/users',
    sdk: 'admin.listUsers',
    operations: 'listAccounts',
    summary: 'List users, the newest first',
    bearer: 'service',
    answer: 'users',
  },
  {
    wire: 'POST /admin/users',
    sdk: 'admin.createUser',
    operations: 'createUser, disableUser',
    summary: 'Create a user',
    bearer: 'service',
    answer: 'user',
    input: adminUserBody,
  },
  {
    wire: 'GET /admin/users/{id}',
    sdk: 'admin.getUserById',
    operations: 'findAccount',
    summary: 'Get a user',
    bearer: 'service',
    answer: 'user',
  },
  {
    wire: 'PUT /admin/users/{id}',
    sdk: 'admin.updateUserById',
    operations: 'updateUser, setUserPassword, disableUser, enableUser',
    summary: 'Change a user',
    bearer: 'service',
    answer: 'user',
    input: adminUserBody,
  },
  {
    wire: 'DELETE /admin/users/{id}',
    sdk: 'admin.deleteUser',
    operations: 'deleteUser',
    summary: 'Delete a user',
    bearer: 'service',
    answer: 'empty',
    input: deletionBody,
  },
  {
    wire: 'POST /factors',
    sdk: 'mfa.enroll',
    operations: 'addTotpFactor',
    summary: 'Add an authenticator app',
    bearer: 'user',
    answer: 'factor',
    input: enrolBody,
  },
  {
    wire: 'POST /factors/{id}/challenge',
    sdk: 'mfa.challenge',
    operations: 'createFactorChallenge',
    summary: 'Ask for a challenge of an authenticator app',
    bearer: 'user',
    answer: 'challenge',
  },
  {
    wire: 'POST /factors/{id}/verify',
    sdk: 'mfa.verify',
    operations: 'verifySecondFactor, confirmTotpFactor',
    summary: 'Answer it: the session is of level 2 from then on',
    bearer: 'user',
    answer: 'session',
    input: answerBody,
  },
  {
    wire: 'DELETE /factors/{id}',
    sdk: 'mfa.unenroll',
    operations: 'removeFactor',
    summary: 'Remove an authenticator app',
    bearer: 'user',
    answer: 'removed',
  },
  {
    wire: 'GET /factors/recovery-codes',
    sdk: 'mfa.recoveryCodes.getStatus',
    operations: 'listFactors',
    summary: 'Count the recovery codes',
    bearer: 'user',
    answer: 'recovery codes',
  },
  {
    wire: 'POST /factors/recovery-codes',
    sdk: 'mfa.recoveryCodes.generate',
    operations: 'createRecoveryCodes',
    summary: 'Make recovery codes',
    bearer: 'user',
    answer: 'recovery codes',
    input: recoveryCodesBody,
  },
  {
    wire: 'POST /factors/recovery-codes/regenerate',
    sdk: 'mfa.recoveryCodes.regenerate',
    operations: 'createRecoveryCodes',
    summary: 'Make others',
    bearer: 'user',
    answer: 'recovery codes',
    input: recoveryCodesBody,
  },
  {
    wire: 'POST /factors/recovery-codes/verify',
    sdk: 'mfa.recoveryCodes.verify',
    operations: 'createFactorChallenge, verifySecondFactor',
    summary: 'Use a recovery code in the place of an authenticator app',
    bearer: 'user',
    answer: 'session',
    input: codeBody,
  },
  {
    wire: 'DELETE /factors/recovery-codes',
    sdk: 'mfa.recoveryCodes.unenroll',
    operations: 'removeRecoveryCodes',
    summary: 'Remove the recovery codes',
    bearer: 'user',
    answer: 'removed',
  },
  {
    wire: 'POST /passkeys/registration/options',
    sdk: 'passkey.startRegistration',
    operations: 'getPasskeyOptions',
    summary: 'Ask for the options of a new passkey',
    bearer: 'user',
    answer: 'passkey options',
  },
  {
    wire: 'POST /passkeys/registration/verify',
    sdk: 'passkey.verifyRegistration',
    operations: 'addPasskey',
    summary: 'Add the passkey',
    bearer: 'user',
    answer: 'passkey',
    input: registrationBody,
  },
  {
    wire: 'POST /passkeys/authentication/options',
    sdk: 'passkey.startAuthentication',
    operations: 'getPasskeyLoginOptions',
    summary: 'Ask for the options of a sign-in with a passkey',
    bearer: 'none',
    answer: 'passkey options',
  },
  {
    wire: 'POST /passkeys/authentication/verify',
    sdk: 'passkey.verifyAuthentication',
    operations: 'loginWithPasskey',
    summary: 'Sign in with a passkey',
    bearer: 'none',
    answer: 'session',
    input: authenticationBody,
  },
  {
    wire: 'GET /passkeys',
    sdk: 'passkey.list',
    operations: 'listPasskeys',
    summary: 'List the passkeys',
    bearer: 'user',
    answer: 'passkeys',
  },
  {
    wire: 'PATCH /passkeys/{id}',
    sdk: 'passkey.update',
    operations: 'listPasskeys, renamePasskey',
    summary: 'Rename a passkey',
    bearer: 'user',
    answer: 'passkey',
    input: renamingBody,
  },
  {
    wire: 'DELETE /passkeys/{id}',
    sdk: 'passkey.delete',
    operations: 'listPasskeys, removePasskey',
    summary: 'Remove a passkey',
    bearer: 'user',
    answer: 'nothing',
  },
  {
    wire: 'GET /admin/users/{id}/factors',
    sdk: 'admin.mfa.listFactors',
    operations: 'findAccount',
    summary: 'List the authenticator apps of a user',
    bearer: 'service',
    answer: 'factors',
  },
  {
    wire: 'DELETE /admin/users/{id}/factors/{factorId}',
    sdk: 'admin.mfa.deleteFactor',
    operations: 'findAccount, removeUserFactor',
    summary: 'Remove an authenticator app of a user',
    bearer: 'service',
    answer: 'factor of a user',
  },
  {
    wire: 'GET /admin/users/{id}/passkeys',
    sdk: 'admin.passkey.listPasskeys',
    operations: 'findAccount, getUser',
    summary: 'List the passkeys of a user',
    bearer: 'service',
    answer: 'passkeys',
  },
  {
    wire: 'DELETE /admin/users/{id}/passkeys/{passkeyId}',
    sdk: 'admin.passkey.deletePasskey',
    operations: 'findAccount, getUser, removeUserPasskey',
    summary: 'Remove a passkey of a user',
    bearer: 'service',
    answer: 'nothing',
  },
  {
    wire: 'POST /invite',
    sdk: 'admin.inviteUserByEmail',
    operations: 'findAccountByEmail, createUser, issueCode',
    summary: 'Invite somebody',
    bearer: 'service',
    answer: 'user',
    input: invitationBody,
  },
  {
    wire: 'POST /admin/generate_link',
    sdk: 'admin.generateLink',
    operations: 'findAccountByEmail, createUser, issueCode',
    summary: 'Make the link that a mail would have',
    bearer: 'service',
    answer: 'link',
    input: linkBody,
  },
] as const satisfies readonly Call[]

export const CALLS: readonly Call[] = calls

/** How one of them is written. */
export type Wire = (typeof calls)[number]['wire']

/** The call that is written so. */
export function callOf(wire: Wire): Call {
  const call = CALLS.find((each) => each.wire === wire)
  if (!call) throw new Error(`there is no call ${wire}`)
  return call
}
