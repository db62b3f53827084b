import type { GenericSchema } from 'valibot'
import type { AnswerName } from './answers.ts'

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
  /** The body. */
  input?: GenericSchema
}

export const CALLS: readonly Call[] = [
  {
    wire: 'POST /signup',
    sdk: 'signUp, signInAnonymously',
    operations: 'register, signUp, createGuest',
    summary: 'Sign up, or begin without an email address',
    bearer: 'none',
    answer: 'user or session',
  },
  {
    wire: 'POST /token?grant_type=password',
    sdk: 'signInWithPassword',
    operations: 'login',
    summary: 'Sign in with a password',
    bearer: 'none',
    answer: 'session',
  },
  {
    wire: 'POST /token?grant_type=refresh_token',
    sdk: 'refreshSession',
    operations: 'refreshToken',
    summary: 'Refresh a session',
    bearer: 'none',
    answer: 'session',
  },
  {
    wire: 'POST /token?grant_type=id_token',
    sdk: 'signInWithIdToken, linkIdentity',
    operations: 'loginWithProvider, linkIdentity',
    summary: 'Sign in with, or link, an account at a provider',
    bearer: 'none',
    answer: 'session',
  },
  {
    wire: 'POST /token?grant_type=pkce',
    sdk: 'exchangeCodeForSession',
    operations: 'loginWithCode, confirmSignUp, confirmEmailChange',
    summary: 'Exchange the code that a mailed link has led to',
    bearer: 'none',
    answer: 'session',
  },
  {
    wire: 'POST /otp',
    sdk: 'signInWithOtp',
    operations: 'sendLoginCode',
    summary: 'Ask for a code that signs in',
    bearer: 'none',
    answer: 'empty',
  },
  {
    wire: 'POST /recover',
    sdk: 'resetPasswordForEmail',
    operations: 'sendLoginCode',
    summary: 'Ask for a code that signs in to set a password',
    bearer: 'none',
    answer: 'empty',
  },
  {
    wire: 'POST /resend',
    sdk: 'resend',
    operations: 'resendConfirmation',
    summary: 'Ask for another code',
    bearer: 'none',
    answer: 'empty',
  },
  {
    wire: 'POST /verify',
    sdk: 'verifyOtp',
    operations: 'loginWithCode, confirmSignUp, confirmEmailChange',
    summary: 'Redeem a mailed code, or the hash of its link',
    bearer: 'none',
    answer: 'session',
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
]
