import { Hono } from 'hono/tiny'
import * as v from 'valibot'
import { createGuest } from '../../domain/operations/guests/create-guest.ts'
import { register } from '../../domain/operations/sign-in/register.ts'
import { NAMELESS } from '../../model/person-name.ts'
import { data, email, maybe, newPassword, parse, pkce, readInput, text } from '../body.ts'
import type { SupabaseEnv } from '../env.ts'
import { SupabaseError } from '../errors.ts'
import { presentSession, readingAccount } from '../session.ts'

const signup = v.object({ email: maybe(text), phone: maybe(text), password: maybe(text), data: maybe(data), ...pkce })

/** `signUp`, `signInAnonymously`. */
export const signupRoute = new Hono<SupabaseEnv>().post('/signup', async (c) => {
  const supabase = c.get('supabase')
  const input = await readInput(c, signup)
  if (input.phone) throw new SupabaseError('phone_provider_disabled')
  const { ctx, account } = readingAccount(c.get('ctx'))
  if (!input.email && !input.password) {
    const { tokens } = await createGuest(ctx, {})
    return c.json(await presentSession(ctx, supabase, tokens, account()), 200)
  }
  const address = parse(email, input.email)
  const password = newPassword(supabase, input.password ?? '')
  const { tokens } = await register(ctx, { email: address, password, name: NAMELESS })
  return c.json(await presentSession(ctx, supabase, tokens, account()), 200)
})
