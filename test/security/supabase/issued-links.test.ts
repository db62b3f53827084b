import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { signUp } from '../../supabase/support/face.ts'
import { newAddress, openMail } from '../../supabase/support/mail.ts'
import { asService, WITH_SERVICE_KEYS } from '../../supabase/support/service-token.ts'
import { makeAdmin } from '../../support/admin.ts'
import { WITH_KEYS, writeKey } from '../../support/service-keys.ts'

// Whoever is given a link has the account. A server that has a service key is given links; but it must not become an operator.

const ISSUES = ['magiclink', 'recovery', 'email_change_new']

it('no link is made for an admin, and no invitation', async () => {
  const { face, mailbox } = openMail(WITH_SERVICE_KEYS)
  const { email } = await signUp(face)
  const row = await env.DB.prepare('SELECT id FROM users WHERE email = ?').bind(email).first<{ id: string }>()
  await makeAdmin(row?.id ?? '')
  const before = mailbox.mails.length
  for (const type of ISSUES) {
    const body = { type, email, new_email: newAddress() }
    const answer = await face('/admin/generate_link', { body, ...asService() })
    expect([answer.status, answer.body.action_link]).toEqual([400, undefined])
  }
  expect((await face('/invite', { body: { email }, ...asService() })).status).toBe(400)
  expect(mailbox.mails).toHaveLength(before)
})

it('no key of ours, which may write, is given one', async () => {
  const { face } = openMail({ ...WITH_SERVICE_KEYS, ...WITH_KEYS, ADMIN: 'on' })
  const { email } = await signUp(face)
  for (const type of ISSUES) {
    const body = { type, email, new_email: newAddress() }
    const { status } = await face('/admin/generate_link', { body, ...asService(writeKey.key) })
    expect(status).toBe(403)
  }
})

it('no user is given one', async () => {
  const { face } = openMail(WITH_SERVICE_KEYS)
  const { email, bearer } = await signUp(face)
  const { body } = await face('/admin/generate_link', { bearer, body: { type: 'magiclink', email } })
  expect(body.error_code).toBe('not_admin')
})
