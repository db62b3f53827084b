import type { Context } from 'hono'
import { Hono } from 'hono/tiny'
import * as v from 'valibot'
import { sendInvitation } from '../../domain/codes/send-invitation.ts'
import { requireCodeSender } from '../../domain/notices/send-mail.ts'
import { createUser } from '../../domain/operations/users/create-user.ts'
import { findAccountByEmail } from '../../domain/operations/users/find-account-by-email.ts'
import { issueCode } from '../../domain/operations/users/issue-code.ts'
import type { OperatorEnv } from '../../http/app-env.ts'
import { newId } from '../../lib/id.ts'
import { INVITATION_LIFETIME_SECONDS as lifetimeSeconds } from '../../model/code-lifetime.ts'
import { SERVICE_KEY_PREFIX } from '../../model/operator.ts'
import { Problem } from '../../model/problem.ts'
import { readingUser } from '../admin-users.ts'
import { presentedBearer } from '../authenticate.ts'
import { authenticateOperator } from '../authenticate-operator.ts'
import { data, email, maybe, newPassword, parse, readInput, text } from '../body.ts'
import type { SupabaseEnv } from '../env.ts'
import { SupabaseError } from '../errors.ts'
import { verifyUrl } from '../links.ts'
import { presentUser } from '../present-user.ts'
import { redirectOf } from '../redirects.ts'
import { toTokenHash } from '../token-hash.ts'

type C = Context<SupabaseEnv & OperatorEnv>

export const invitationBody = v.object({ email: maybe(text), data: maybe(data) })
export const linkBody = v.object({
  ...invitationBody.entries,
  type: maybe(text),
  password: maybe(text),
  new_email: maybe(text),
  redirect_to: maybe(text),
})

/** What each type of link redeems, what else it makes, and how its own link calls it. */
const TYPES = {
  signup: { purpose: 'verify_email', makes: true, isFirst: true, type: 'signup' },
  invite: { purpose: 'login', makes: true, isFirst: true, type: 'invite' },
  magiclink: { purpose: 'login', makes: true, isFirst: false, type: 'magiclink' },
  recovery: { purpose: 'login', makes: false, isFirst: false, type: 'recovery' },
  email_change_current: { purpose: 'change_email', makes: false, isFirst: false, type: 'email_change' },
  email_change_new: { purpose: 'change_email', makes: false, isFirst: false, type: 'email_change' },
} as const

/** `admin.inviteUserByEmail`, `admin.generateLink`. */
export const adminLinksRoute = new Hono<SupabaseEnv>()
  .post('/invite', authenticateOperator, invite)
  .post('/admin/invite', authenticateOperator, invite)
  .post('/admin/generate_link', authenticateOperator, async (c) => {
    // A key of ours may write, and not be given links (docs/adr/0033).
    if (presentedBearer(c)?.startsWith(SERVICE_KEY_PREFIX)) throw new SupabaseError('not_admin')
    const { pagesUrl } = c.get('ctx')
    if (!pagesUrl) throw new Problem('links_not_configured')
    const input = await readInput(c, linkBody)
    const type = Object.keys(TYPES).find((name) => name === input.type) as keyof typeof TYPES | undefined
    if (!type) throw new SupabaseError('validation_failed', 'Unsupported email action type')
    const { purpose, makes, isFirst, type: redeemedAs } = TYPES[type]
    const newEmail = purpose === 'change_email' ? parse(email, input.new_email ?? '') : undefined
    const { ctx, userId, account } = await personOf(c, { ...input, makes, isFirst })
    const { code, linkToken: token, subject } = await issueCode(ctx, { userId, purpose, newEmail })
    const tokenHash = toTokenHash({ email: subject, token })
    const to = redirectOf(c.get('supabase'), c.req.query('redirect_to') ?? input.redirect_to) ?? ''
    const properties = {
      action_link: verifyUrl(c, pagesUrl, tokenHash, redeemedAs, to),
      email_otp: code,
      hashed_token: tokenHash,
      verification_type: type,
      redirect_to: to,
    }
    return c.json({ ...(await presentUser(account())), ...invitedAt(c, type === 'invite'), ...properties })
  })

async function invite(c: C): Promise<Response> {
  requireCodeSender(c.get('ctx'))
  const { ctx, userId, account } = await personOf(c, {
    ...(await readInput(c, invitationBody)),
    makes: true,
    isFirst: true,
  })
  const codeLink: typeof ctx.codeLink = ({ subject, linkToken: token }) =>
    ctx.pagesUrl && verifyUrl(c, ctx.pagesUrl, toTokenHash({ email: subject, token }), 'invite')
  sendInvitation({ ...ctx, codeLink }, await issueCode(ctx, { userId, purpose: 'login', lifetimeSeconds }))
  return c.json({ ...(await presentUser(account())), ...invitedAt(c, true) })
}

/** No row has it: the audit record does. */
const invitedAt = (c: C, isInvited: boolean) => (isInvited ? { invited_at: c.get('ctx').now().toISOString() } : {})

interface Wanted extends v.InferOutput<typeof invitationBody> {
  password?: string | undefined
  /** Whether a user is made if nobody has the address. */
  makes: boolean
  /** Whether nobody may have confirmed it yet. */
  isFirst: boolean
}

/** Whom a mail is for. Throws `email_exists`, `user_not_found`. */
async function personOf(c: C, { makes, isFirst, ...input }: Wanted) {
  const address = parse(email, input.email ?? '')
  const found = await findAccountByEmail(c.get('ctx'), address)
  if (isFirst && found?.emailVerified) throw new SupabaseError('email_exists')
  if (!found && !makes) throw new SupabaseError('user_not_found')
  const userId = found?._id ?? newId()
  const reading = readingUser(c.get('ctx'), userId)
  const password = input.password ? newPassword(c.get('supabase'), input.password) : undefined
  if (!found) await createUser(reading.ctx, { _id: userId, email: address, password, metadata: input.data })
  return { ...reading, userId }
}
