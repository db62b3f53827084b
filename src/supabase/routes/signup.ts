import { Hono } from 'hono/tiny'
import * as v from 'valibot'
import { createGuest } from '../../domain/operations/guests/create-guest.ts'
import { register } from '../../domain/operations/sign-in/register.ts'
import { signUp } from '../../domain/operations/sign-in/sign-up.ts'
import { NAMELESS } from '../../model/person-name.ts'
import { data, email, maybe, nameIn, newPassword, parse, phone, pkce, readInput, text } from '../body.ts'
import type { SupabaseEnv } from '../env.ts'
import { renaming, SupabaseError } from '../errors.ts'
import { mailing } from '../links.ts'
import { presentUser } from '../present-user.ts'
import { answerSession } from '../session.ts'

export const signUpBody = v.object({ email: maybe(text), phone, password: maybe(text), data: maybe(data), ...pkce })

/** `signUp`, `signInAnonymously`. */
export const signupRoute = new Hono<SupabaseEnv>().post('/signup', async (c) => {
  const supabase = c.get('supabase')
  const input = await readInput(c, signUpBody)
  const isEmpty = Object.keys(input.data ?? {}).length === 0 // SDKs send it, whatever the app says
  const given = { name: nameIn(input.data), metadata: isEmpty ? undefined : input.data }
  if (!input.email) return c.json(await answerSession(c, c.get('ctx'), (reading) => createGuest(reading, given)))
  if (!input.password) throw new SupabaseError('validation_failed', 'Signup requires a valid password')
  const password = newPassword(supabase, input.password)
  const person = { email: parse(email, input.email), password, ...given, name: given.name ?? NAMELESS }
  const ctx = mailing(c, c.get('ctx'), input)
  if (supabase.SUPABASE_AUTOCONFIRM === 'on') {
    const session = answerSession(c, ctx, (reading) => register(reading, person))
    return c.json(await session.catch(renaming({ email_taken: 'user_already_exists' })))
  }
  const { isNew, account: made } = await signUp(ctx, person)
  return c.json({ ...(await presentUser(made)), ...(!isNew && { identities: [] }) })
})
