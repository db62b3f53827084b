import { Hono } from 'hono/tiny'
import * as v from 'valibot'
import type { CallerCtx } from '../../domain/context.ts'
import { getAccount } from '../../domain/operations/account/get-account.ts'
import { upgradeGuest } from '../../domain/operations/guests/upgrade-guest.ts'
import { requestReauthentication } from '../../domain/operations/password/request-reauthentication.ts'
import { setPassword } from '../../domain/operations/password/set-password.ts'
import { updateProfile } from '../../domain/operations/profile/update-profile.ts'
import { Problem } from '../../model/problem.ts'
import { authenticate } from '../authenticate.ts'
import { data, email, maybe, nameIn, newPassword, parse, pkce, readInput, text } from '../body.ts'
import type { SupabaseEnv } from '../env.ts'
import { renaming, SupabaseError } from '../errors.ts'
import { presentUser } from '../present-user.ts'
import { readingAccount } from '../session.ts'
import { changeUserEmail } from './user-email.ts'

const changes = v.object({
  email: maybe(text),
  phone: maybe(text),
  password: maybe(text),
  current_password: maybe(text),
  nonce: maybe(text),
  data: maybe(data),
  ...pkce,
})

/** `getUser`, `updateUser`, `reauthenticate`. */
export const userRoute = new Hono<SupabaseEnv>()
  .get('/user', authenticate, async (c) =>
    c.json(await presentUser(await getAccount(c.get('ctx')), c.get('supabase')), 200),
  )
  .put('/user', authenticate, async (c) => {
    const supabase = c.get('supabase')
    const { phone, ...input } = await readInput(c, changes)
    if (phone) throw new SupabaseError('phone_provider_disabled')
    const address = input.email ? parse(email, input.email) : undefined
    const password = input.password === undefined ? undefined : newPassword(supabase, input.password)
    const currentPassword = input.current_password?.normalize('NFKC')
    if (password !== undefined && password === currentPassword) throw new SupabaseError('same_password')
    const { ctx, account } = readingAccount(c.get('ctx'), c.get('ctx').caller.sessionId)
    c.set('ctx', ctx)
    const given = { password, currentPassword, code: input.nonce || undefined, address }
    const isUpgraded = password !== undefined && (await changePassword(ctx, { ...given, password }))
    if (address && !isUpgraded) await changeUserEmail(c, address)
    if (input.data || (password === undefined && !address))
      await updateProfile(ctx, { metadata: input.data, name: nameIn(input.data) })
    return c.json(await presentUser(account(), supabase), 200)
  })
  .get('/reauthenticate', authenticate, async (c) => {
    await requestReauthentication(c.get('ctx')).catch(unaddressed)
    return c.json({}, 200)
  })

const NO_ADDRESS = 'Reauthentication requires the user to have an email or a phone number'

function unaddressed(error: unknown): never {
  throw hasNoAddress(error) ? new SupabaseError('validation_failed', NO_ADDRESS) : error
}

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
