import type { Context } from 'hono'
import { Hono } from 'hono/tiny'
import * as v from 'valibot'
import { resendConfirmation } from '../../domain/operations/email/resend-confirmation.ts'
import { resendEmailChange } from '../../domain/operations/email/resend-email-change.ts'
import { sendLoginCode } from '../../domain/operations/sign-in/send-login-code.ts'
import { data, email, maybe, parse, phone, pkce, readInput, text } from '../body.ts'
import type { SupabaseEnv } from '../env.ts'
import { SupabaseError } from '../errors.ts'
import { mailing } from '../links.ts'

const asked = { email: maybe(text), phone, ...pkce }
export const otpBody = v.object({ ...asked, data: maybe(data), create_user: maybe(v.boolean('must be true or false')) })
export const recoverBody = v.object(asked)
export const resendBody = v.object({ ...asked, type: maybe(text) })

/** The address that a mail is asked for. Throws `validation_failed`. */
function addressOf(input: { email?: string | undefined }): string {
  if (!input.email) throw new SupabaseError('validation_failed', 'One of email or phone must be set')
  return parse(email, input.email)
}

/** `signInWithOtp`. Who must not become a user is told so: their contract demands it. */
async function sendOtp(c: Context<SupabaseEnv>) {
  const { create_user: signsUp = true, data: userMetadata, ...input } = await readInput(c, otpBody)
  const address = addressOf(input)
  const isKnown = await sendLoginCode(mailing(c, c.get('ctx'), input), address, { signsUp, userMetadata })
  if (!isKnown && !signsUp) throw new SupabaseError('otp_disabled')
  return c.json({})
}

/** `signInWithOtp`, `resetPasswordForEmail`, `resend`. */
export const otpRoute = new Hono<SupabaseEnv>()
  .post('/otp', sendOtp)
  .post('/magiclink', sendOtp)
  .post('/recover', async (c) => {
    const input = await readInput(c, recoverBody)
    await sendLoginCode(mailing(c, c.get('ctx'), input), addressOf(input), { recovers: true })
    return c.json({})
  })
  .post('/resend', async (c) => {
    const input = await readInput(c, resendBody)
    if (!input.type) throw new SupabaseError('validation_failed', 'Missing one of these types: signup, email_change')
    const ctx = mailing(c, c.get('ctx'), input)
    const address = addressOf(input)
    if (input.type === 'signup') await resendConfirmation(ctx, address)
    else if (input.type === 'email_change') await resendEmailChange(ctx, address)
    else throw new SupabaseError('validation_failed', 'Only signup and email_change can be sent again')
    return c.json({})
  })
