import type { Context } from 'hono'
import { Hono } from 'hono/tiny'
import * as v from 'valibot'
import type { OperatorCtx } from '../../domain/admin/operator-ctx.ts'
import { keepDerivedIds } from '../../domain/derived-ids.ts'
import { createUser } from '../../domain/operations/users/create-user.ts'
import { deleteUser } from '../../domain/operations/users/delete-user.ts'
import { disableUser } from '../../domain/operations/users/disable-user.ts'
import { enableUser } from '../../domain/operations/users/enable-user.ts'
import { listAccounts } from '../../domain/operations/users/list-accounts.ts'
import { setUserPassword } from '../../domain/operations/users/set-user-password.ts'
import { updateUser } from '../../domain/operations/users/update-user.ts'
import type { OperatorEnv } from '../../http/app-env.ts'
import { newId } from '../../lib/id.ts'
import { accountOf, readingUser, refuseTaken } from '../admin-users.ts'
import { authenticateOperator } from '../authenticate-operator.ts'
import { data, email, maybe, newPassword, parse, phone, readInput, text } from '../body.ts'
import type { SupabaseEnv } from '../env.ts'
import { SupabaseError } from '../errors.ts'
import { isUuid, unreadable } from '../ids.ts'
import { presentUser } from '../present-user.ts'

const MAX_PER_PAGE = 1_000

/** A number of a query; the SDK for Swift sends an empty one for none. */
const wholeNumber = (fallback: number) =>
  v.optional(
    v.pipe(
      v.string(),
      v.regex(/^([1-9]\d{0,9})?$/, 'Bad Pagination Parameters: not a number from 1'),
      v.transform((number) => Number(number || fallback)),
    ),
    '',
  )

const pages = v.object({
  page: wholeNumber(1),
  per_page: wholeNumber(50),
  filter: v.optional(v.literal('', 'Filters are not offered here')),
})

export const adminUserBody = v.object({
  id: maybe(v.pipe(text, v.check(isUuid, 'ID must conform to the uuid v4 format'), v.toLowerCase())),
  email: maybe(text),
  phone,
  password: maybe(text),
  password_hash: maybe(v.literal('', 'is not taken here: hashes come by an import')),
  email_confirm: maybe(v.boolean('must be true or false')),
  user_metadata: maybe(data),
  app_metadata: maybe(data),
  ban_duration: maybe(text),
  role: maybe(v.picklist(['', 'authenticated'], 'can only be authenticated')),
})

export const deletionBody = v.object({
  should_soft_delete: maybe(v.literal(false, 'is not offered here: a deletion is final')),
})

/** `admin.listUsers`, `createUser`, `getUserById`, `updateUserById`, `deleteUser`. */
export const adminUsersRoute = new Hono<SupabaseEnv>()
  .get('/admin/users', authenticateOperator, async (c) => {
    const { page, per_page } = parse(pages, c.req.query())
    const perPage = Math.min(per_page, MAX_PER_PAGE)
    const { accounts, hasMore, total } = await listAccounts(c.get('ctx'), { page, perPage })
    keepDerivedIds(c.get('ctx'), await unreadable(accounts.map(({ _id }) => _id)))
    // SDKs take what is behind the first `=` for the page.
    const linkTo = (number: number, rel: string) =>
      `</auth/v1/admin/users?page=${number}&per_page=${perPage}>; rel="${rel}"`
    const last = linkTo(Math.ceil(total / perPage), 'last')
    return c.json({ users: await Promise.all(accounts.map((each) => presentUser(each))), aud: 'authenticated' }, 200, {
      'x-total-count': String(total),
      link: hasMore ? `${linkTo(page + 1, 'next')}, ${last}` : last,
    })
  })
  .post('/admin/users', authenticateOperator, async (c) => {
    const { id, ...input } = await readUser(c)
    if (input.email === undefined)
      throw new SupabaseError('validation_failed', 'Cannot create a user without either an email or phone')
    if (id) await refuseTaken(c.get('ctx'), id)
    const userId = id ?? newId()
    const { ctx, account } = readingUser(c.get('ctx'), userId)
    await createUser(ctx, { ...input, _id: userId, email: input.email })
    await ban(ctx, userId, input.bannedUntil)
    return c.json(await presentUser(account()))
  })
  .get('/admin/users/:id', authenticateOperator, async (c) =>
    c.json(await presentUser(await accountOf(c.get('ctx'), c.req.param('id')))),
  )
  .put('/admin/users/:id', authenticateOperator, async (c) => {
    const { email: address, emailVerified, metadata, appMetadata, password, bannedUntil } = await readUser(c)
    const { _id: userId } = await accountOf(c.get('ctx'), c.req.param('id'))
    const { ctx, account } = readingUser(c.get('ctx'), userId)
    if (password !== undefined) await setUserPassword(ctx, userId, password)
    await updateUser(ctx, userId, { email: address, emailVerified, metadata, appMetadata })
    await ban(ctx, userId, bannedUntil)
    return c.json(await presentUser(account()))
  })
  .delete('/admin/users/:id', authenticateOperator, async (c) => {
    await readInput(c, deletionBody)
    const { _id: userId } = await accountOf(c.get('ctx'), c.req.param('id'))
    await deleteUser(c.get('ctx'), userId)
    return c.json({})
  })

/** What a body says of a user, in our words. */
async function readUser(c: Context<SupabaseEnv & OperatorEnv>) {
  const input = await readInput(c, adminUserBody)
  const { provider: _, providers: __, ...appMetadata } = input.app_metadata ?? {} // those are what they sign in with
  return {
    id: input.id,
    email: input.email ? parse(email, input.email) : undefined,
    emailVerified: input.email_confirm || undefined, // no call takes it back
    password: input.password ? newPassword(c.get('supabase'), input.password) : undefined,
    metadata: input.user_metadata,
    appMetadata: input.app_metadata && appMetadata,
    bannedUntil: input.ban_duration ? endOfBan(c.get('ctx').now(), input.ban_duration) : undefined,
  }
}

const UNITS: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 }
const DURATION = /^(\d+(\.\d+)?(ms|s|m|h))+$/
const LATEST = Date.UTC(9999, 0)

/**
 * When a ban is over that begins now, or null for none. Throws `validation_failed` for what is no duration as Go writes it, is
 * negative, or of units shorter than any ban.
 */
function endOfBan(now: Date, duration: string): Date | null {
  if (duration === 'none' || duration === '0') return null
  if (!DURATION.test(duration)) throw new SupabaseError('validation_failed', 'invalid format for ban duration')
  const parts = [...duration.matchAll(/([\d.]+)([a-z]+)/g)]
  const ms = parts.reduce((sum, [, count, unit = '']) => sum + Number(count) * (UNITS[unit] ?? 0), 0)
  return ms < 1 ? null : new Date(Math.min(now.getTime() + ms, LATEST))
}

async function ban(ctx: OperatorCtx, userId: string, until: Date | null | undefined): Promise<void> {
  if (until) await disableUser(ctx, userId, { until })
  else if (until === null) await enableUser(ctx, userId)
}
