import { describe, expect, it } from 'vitest'
import { asUser, type Face, signUp } from '../../supabase/support/face.ts'
import { inQuery, newAddress, openMail } from '../../supabase/support/mail.ts'
import { asService, WITH_SERVICE_KEYS } from '../../supabase/support/service-token.ts'
import { advance, MINUTE, stopClock } from '../../support/clock.ts'
import { listSessions } from '../../support/list-sessions.ts'
import { call } from '../../support/service.ts'

// What was mailed to a new address is redeemed without a session. Whoever ends the thief's session must not have to know that.

/** Somebody, and a thief with a session of theirs, who moves the account to a mailbox of their own. */
async function begin() {
  stopClock()
  const { face, mailbox, linkTo } = openMail(WITH_SERVICE_KEYS)
  const owner = await signUp(face)
  const { email, password } = owner
  const { body } = await face('/token?grant_type=password', { body: { email, password } })
  const wanted = newAddress()
  await asUser(face, body.access_token)('/user', { method: 'PUT', body: { email: wanted } })
  const redeem = (given: object) => face('/verify', { body: { type: 'email_change', ...given } })
  return { face, mailbox, owner, wanted, token_hash: inQuery(linkTo(wanted)).token, redeem }
}

type Owner = Awaited<ReturnType<typeof signUp>>

const put = (face: Face, { session }: Owner, body: object) =>
  face(`/admin/users/${session.user.id}`, { method: 'PUT', body, ...asService() })

const ENDS: Record<string, (owner: Owner, face: Face) => Promise<unknown>> = {
  'signs out everywhere': ({ as }) => as('/logout?scope=global', { method: 'POST' }),
  'signs out everywhere else': ({ as }) => as('/logout?scope=others', { method: 'POST' }),
  'sets another password': ({ as }) =>
    as('/user', { method: 'PUT', body: { password: 'another horse battery staple' } }),
  'ends that session in the list of the other API': async ({ email, password }) => {
    const { token } = (await call('/users/login', { body: { email, password } })).body.data
    const id = (await listSessions(token)).at(-1)?._id
    expect((await call(`/users/sessions/${id}`, { method: 'DELETE', token })).status).toBe(204)
  },
  'is given another password': (owner, face) => put(face, owner, { password: 'another horse battery staple' }),
  'is banned, and not any more': async (owner, face) => {
    await put(face, owner, { ban_duration: '1m' })
    await put(face, owner, { ban_duration: 'none' })
  },
}

describe.each(Object.entries(ENDS))('once the owner %s', (_, end) => {
  it('the account moves nowhere: not by the link, nor by the code, nor by another', async () => {
    const { face, mailbox, owner, wanted, token_hash, redeem } = await begin()
    const code = mailbox.lastCode(wanted)
    await end(owner, face)
    expect((await redeem({ token_hash })).body.code).toBe('otp_expired')
    expect((await redeem({ email: wanted, token: code })).body.code).toBe('otp_expired')
    advance(2 * MINUTE)
    const mails = mailbox.mailsTo(wanted).length
    await face('/resend', { body: { type: 'email_change', email: owner.email } })
    expect(mailbox.mailsTo(wanted)).toHaveLength(mails)
  })
})

it('until then it does', async () => {
  const { wanted, token_hash, redeem } = await begin()
  expect(await redeem({ token_hash })).toMatchObject({ status: 200, body: { user: { email: wanted } } })
})
