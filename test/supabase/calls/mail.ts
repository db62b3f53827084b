import { openMailbox } from '../../support/mailbox.ts'
import { signUp } from '../support/face.ts'
import { drawVerifier, inQuery, waitForNextCode } from '../support/mail.ts'
import type { CallRecord } from '../support/record.ts'

const { EMAIL, mailsTo, lastCode } = openMailbox()
const settings = { EMAIL }

const linkTo = (email: string) => /^https:\S+$/m.exec(mailsTo(email).at(-1)?.text ?? '')?.[0] ?? ''

export const mail: CallRecord[] = [
  {
    sdk: 'auth.signInWithOtp',
    wire: 'POST /otp',
    operation: 'sendLoginCode',
    journey: 'supabase-js',
    settings,
    arrange: async (face) => {
      const { email } = await signUp(face)
      return (by) => by('/otp', { body: { email } })
    },
    success: 200,
    shape: 'empty',
    roundTrips: 1,
    needsToken: false,
  },
  {
    sdk: 'auth.resetPasswordForEmail',
    wire: 'POST /recover',
    operation: 'sendLoginCode',
    journey: 'supabase-js',
    settings,
    arrange: async (face) => {
      const { email } = await signUp(face)
      return (by) => by('/recover', { body: { email } })
    },
    success: 200,
    shape: 'empty',
    roundTrips: 1,
    needsToken: false,
  },
  {
    sdk: 'auth.resend({ type: signup })',
    wire: 'POST /resend',
    operation: 'resendConfirmation',
    journey: 'supabase-js',
    settings,
    arrange: async (face) => {
      const { email } = await signUp(face)
      return (by) => by('/resend', { body: { type: 'signup', email } })
    },
    success: 200,
    shape: 'empty',
    roundTrips: 1,
    needsToken: false,
  },
  {
    sdk: 'auth.resend({ type: email_change })',
    wire: 'POST /resend',
    operation: 'resendEmailChange',
    journey: 'supabase-js',
    settings,
    arrange: async (face) => {
      const { email, as } = await signUp(face)
      await as('/user', { method: 'PUT', body: { email: `new-${email}` } })
      return (by) => by('/resend', { body: { type: 'email_change', email } })
    },
    success: 200,
    shape: 'empty',
    roundTrips: 2, // where they are about to move has to be known before the code is bound to it
    needsToken: false,
  },
  {
    sdk: 'auth.verifyOtp({ type: email })',
    wire: 'POST /verify',
    operation: 'loginWithCode',
    journey: 'supabase-js',
    settings,
    arrange: async (face) => {
      const { email } = await signUp(face)
      await face('/otp', { body: { email } })
      return (by) => by('/verify', { body: { type: 'email', email, token: lastCode(email) } })
    },
    success: 200,
    shape: 'session',
    roundTrips: 1,
    needsToken: false,
  },
  {
    sdk: 'auth.verifyOtp({ type: signup })',
    wire: 'POST /verify',
    operation: 'confirmSignUp',
    journey: 'supabase-js',
    settings,
    arrange: async (face) => {
      const { email } = await signUp(face)
      await waitForNextCode(email)
      await face('/resend', { body: { type: 'signup', email } })
      return (by) => by('/verify', { body: { type: 'signup', email, token: lastCode(email) } })
    },
    success: 200,
    shape: 'session',
    roundTrips: 1,
    needsToken: false,
  },
  {
    sdk: 'auth.verifyOtp({ type: email_change })',
    wire: 'POST /verify',
    operation: 'confirmEmailChange',
    journey: 'supabase-js',
    settings,
    arrange: async (face) => {
      const { email: former, as } = await signUp(face)
      const email = `new-${former}`
      await as('/user', { method: 'PUT', body: { email } })
      return (by) => by('/verify', { body: { type: 'email_change', email, token: lastCode(email) } })
    },
    success: 200,
    shape: 'session',
    roundTrips: 1,
    needsToken: false,
  },
  {
    sdk: 'auth.verifyOtp({ token_hash })',
    wire: 'POST /verify',
    operation: 'loginWithCode',
    journey: 'supabase-js',
    settings,
    arrange: async (face) => {
      const { email } = await signUp(face)
      await face('/recover', { body: { email } })
      const { token: token_hash } = inQuery(linkTo(email))
      return (by) => by('/verify', { body: { type: 'recovery', token_hash } })
    },
    success: 200,
    shape: 'session',
    roundTrips: 1,
    needsToken: false,
  },
  {
    sdk: 'auth.exchangeCodeForSession',
    wire: 'POST /token?grant_type=pkce',
    operation: 'loginWithCode',
    journey: 'supabase-js',
    settings,
    arrange: async (face, service) => {
      const { verifier, asked } = await drawVerifier()
      const { email } = await signUp(face)
      await face('/otp', { body: { email, ...asked } })
      const { pathname, search } = new URL(linkTo(email))
      const { headers } = await service(pathname + search)
      const auth_code = new URL(headers.get('location') ?? '').searchParams.get('code')
      return (by) => by('/token?grant_type=pkce', { body: { auth_code, code_verifier: verifier } })
    },
    success: 200,
    shape: 'session',
    roundTrips: 1,
    needsToken: false,
  },
]
