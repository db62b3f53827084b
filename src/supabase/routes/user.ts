import { Hono } from 'hono/tiny'
import * as v from 'valibot'
import type { CallerCtx } from '../../domain/context.ts'
import { getAccount } from '../../domain/operations/account/get-account.ts'
import { requestEmailChange } from '../../domain/operations/email/request-email-change.ts'
import { upgradeGuest } from '../../domain/operations/guests/upgrade-guest.ts'
import { requestReauthentication } from '../../domain/operations/password/request-reauthentication.ts'
import { setPassword } from '../../domain/operations/password/set-password.ts'
import { updateProfile } from '../../domain/operations/profile/update-profile.ts'
import { Problem } from '../../model/problem.ts'
import { authenticate } from '../authenticate.ts'
import { data, email, maybe, nameIn, newPassword, parse, phone, pkce, readInput, text } from '../body.ts'
import type { SupabaseEnv } from '../env.ts'
import { renaming, SupabaseError } from '../errors.ts'
import { mailing } from '../links.ts'
import { presentUser } from '../present-user.ts'
import { readingAccount } from '../session.ts'

export const userBody = v.object({
  email: maybe(text),
  phone,
  password: maybe(text),
  current_password: maybe(text),
  nonce: maybe(text),
  data: maybe(data),
  ...pkce,
})

/** `getUser`, `updateUser`, `reauthenticate`. */
export const userRoute = new Hono<SupabaseEnv>()
  .get('/user', authenticate, async (c) => c.json(await presentUser(await getAccount(c.get('ctx')), c.get('supabase'))))
  .put('/user', authenticate, async (c) => {
    const supabase = c.get('supabase')
    const input = await readInput(c, userBody)
    const address = input.email ? parse(email, input.email) : undefined
    const password = input.password === undefined ? undefined : newPassword(supabase, input.password)
    const currentPassword = input.current_password // as it was sent: another backend may have hashed it like that
    if (password !== undefined && password === currentPassword?.normalize('NFKC'))
      throw new SupabaseError('same_password')
    const { ctx: reading, account } = readingAccount(c.get('ctx'), c.get('ctx').caller.sessionId)
    const ctx = mailing(c, reading, input)
    const given = { password, currentPassword, code: input.nonce || undefined, address }
    const isUpgraded = password !== undefined && (await changePassword(ctx, { ...given, password }))
    const current = password ?? currentPassword // one that is set is the current one by now
    if (address && !isUpgraded) await requestEmailChange(ctx, { email: address, password: current }).catch(unlessTheirs)
    if (input.data || (password === undefined && !address))
      await updateProfile(ctx, { metadata: input.data, name: nameIn(input.data) })
    return c.json(await presentUser(account(), supabase))
  })
  .get('/reauthenticate', authenticate, async (c) => {
    await requestReauthentication(c.get('ctx')).catch(unaddressed)
    return c.json({})
  })

/** The address that they have already is no change, and no failure. */
function unlessTheirs(error: unknown): void {
  if (!(error instanceof Problem) || error.code !== 'invalid_request') throw error
}

const noAddress = () =>
  new SupabaseError('validation_failed', 'Reauthentication requires the user to have an email or a phone number')

const unaddressed = renaming({ upgrade_required: noAddress, email_missing: noAddress })

const hasNoAddress = (error: unknown): boolean =>
  error instanceof Problem && (error.code === 'upgrade_required' || error.code === 'email_missing')

interface PasswordChange {
  password: string
  currentPassword: string | undefined
  code: string | undefined
  address: string | undefined
}

const NO_ADDRESS_YET = 'Updating password of an anonymous user without an email or phone is not allowed'

/** Sets a password; whether it gave one and the address to somebody who had neither. */
async function changePassword(ctx: CallerCtx, { address, ...change }: PasswordChange): Promise<boolean> {
  try {
    await setPassword(ctx, change).catch(renaming({ code_invalid: 'reauthentication_not_valid' }))
    return false
  } catch (error) {
    if (!hasNoAddress(error)) throw error
    if (!address) throw new SupabaseError('validation_failed', NO_ADDRESS_YET, undefined, 422)
    await upgradeGuest(ctx, { email: address, password: change.password })
    return true
  }
}
