import { expect, it } from 'vitest'
import { SETTINGS, signUp } from '../../supabase/support/face.ts'
import { drawVerifier, inQuery, openMail } from '../../supabase/support/mail.ts'
import { serviceWith } from '../../support/service.ts'

// Whoever reads a mail on its way, or scans it, opens its links.

it('a scanner that opens the link uses nothing up', async () => {
  const { face, linkTo, visit } = openMail()
  const { email } = await signUp(face)
  await face('/otp', { body: { email } })
  const link = linkTo(email)
  for (let time = 0; time < 3; time += 1) expect((await visit(link)).status).toBe(200)
  const { token: token_hash, type } = inQuery(link)
  expect((await face('/verify', { body: { type, token_hash } })).status).toBe(200)
})

it('nor does it for an app that uses PKCE, even where links sign in', async () => {
  const { verifier, asked } = await drawVerifier()
  const { face, linkTo, visit } = openMail({ SUPABASE_LINKS_SIGN_IN: 'on' })
  const { email } = await signUp(face)
  await face('/otp', { body: { email, ...asked } })
  for (let time = 0; time < 3; time += 1) await visit(linkTo(email))
  const { headers } = await visit(linkTo(email))
  const auth_code = new URL(headers.get('location') ?? '').searchParams.get('code')
  const body = { auth_code, code_verifier: verifier }
  expect((await face('/token?grant_type=pkce', { body })).status).toBe(200)
})

it('nor does a HEAD, where links sign in', async () => {
  const settings = { SUPABASE_LINKS_SIGN_IN: 'on' }
  const { face, linkTo, visit, mailbox } = openMail(settings)
  const { email } = await signUp(face)
  await face('/otp', { body: { email } })
  const link = linkTo(email)
  const head = await serviceWith({ ...SETTINGS, EMAIL: mailbox.EMAIL, ...settings })(link, { method: 'HEAD' })
  expect(head.headers.get('location')).toBeNull()
  expect((await visit(link)).headers.get('location')).toContain('#access_token=')
})

it('another site cannot send the form, and so sign somebody in as somebody else', async () => {
  const { face, linkTo, submit } = openMail()
  const { email } = await signUp(face)
  await face('/otp', { body: { email } })
  const { token = '', type = '' } = inQuery(linkTo(email))
  expect((await submit('/auth/v1/verify', { token, type }, 'https://evil.example')).status).toBe(403)
  expect((await submit('/auth/v1/verify', { token, type }, 'null')).status).toBe(403)
  expect((await submit('/auth/v1/verify', { token, type })).status).toBe(303)
})
