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
    settings,
    arrange: async (face) => {
      const { email } = await signUp(face)
      return (by) => by('/otp', { body: { email } })
    },
    roundTrips: 1,
  },
  {
    sdk: 'auth.resetPasswordForEmail',
    wire: 'POST /recover',
    settings,
    arrange: async (face) => {
      const { email } = await signUp(face)
      return (by) => by('/recover', { body: { email } })
    },
    roundTrips: 1,
  },
  {
    sdk: 'auth.resend({ type: signup })',
    wire: 'POST /resend',
    settings,
    arrange: async (face) => {
      const { email } = await signUp(face)
      return (by) => by('/resend', { body: { type: 'signup', email } })
    },
    roundTrips: 1,
  },
  {
    sdk: 'auth.resend({ type: email_change })',
    wire: 'POST /resend',
    settings,
    arrange: async (face) => {
      const { email, as } = await signUp(face)
      await as('/user', { method: 'PUT', body: { email: `new-${email}` } })
      return (by) => by('/resend', { body: { type: 'email_change', email } })
    },
    roundTrips: 2, // where they are about to move has to be known before the code is bound to it
  },
  {
    sdk: 'auth.verifyOtp({ type: email })',
    wire: 'POST /verify',
    settings,
    arrange: async (face) => {
      const { email } = await signUp(face)
      await face('/otp', { body: { email } })
      return (by) => by('/verify', { body: { type: 'email', email, token: lastCode(email) } })
    },
    roundTrips: 1,
  },
  {
    sdk: 'auth.verifyOtp({ type: signup })',
    wire: 'POST /verify',
    settings,
    arrange: async (face) => {
      const { email } = await signUp(face)
      await waitForNextCode(email)
      await face('/resend', { body: { type: 'signup', email } })
      return (by) => by('/verify', { body: { type: 'signup', email, token: lastCode(email) } })
    },
    roundTrips: 1,
  },
  {
    sdk: 'auth.verifyOtp({ type: email_change })',
    wire: 'POST /verify',
    settings,
    arrange: async (face) => {
      const { email: former, as } = await signUp(face)
      const email = `new-${former}`
      await as('/user', { method: 'PUT', body: { email } })
      return (by) => by('/verify', { body: { type: 'email_change', email, token: lastCode(email) } })
    },
    roundTrips: 1,
  },
  {
    sdk: 'auth.verifyOtp({ token_hash })',
    wire: 'POST /verify',
    settings,
    arrange: async (face) => {
      const { email } = await signUp(face)
      await face('/recover', { body: { email } })
      const { token: token_hash } = inQuery(linkTo(email))
      return (by) => by('/verify', { body: { type: 'recovery', token_hash } })
    },
    roundTrips: 1,
  },
  {
    sdk: 'auth.exchangeCodeForSession',
    wire: 'POST /token?grant_type=pkce',
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
    roundTrips: 1,
  },
]
