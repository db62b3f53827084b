import { expect, it } from 'vitest'
import { PASSWORD } from '../../support/users.ts'
import { drawVerifier, inQuery, newAddress, openMail, target } from '../support/mail.ts'

const SETTINGS = { SUPABASE_AUTOCONFIRM: 'off' }

it('confirms a sign-up with the code of its mail, and only then takes the password', async () => {
  const { face, mailbox, linkTo } = openMail(SETTINGS)
  const person = { email: newAddress(), password: PASSWORD }
  expect((await face('/signup', { body: person })).body.email).toBe(person.email)
  expect(inQuery(linkTo(person.email)).type).toBe('signup')
  const early = await face('/token?grant_type=password', { body: person })
  expect(early.body.error_code).toBe('email_not_confirmed')
  const token = mailbox.lastCode(person.email)
  const { status, body } = await face('/verify', { body: { type: 'signup', email: person.email, token } })
  expect([status, body.user?.email]).toEqual([200, person.email])
  expect((await face('/token?grant_type=password', { body: person })).status).toBe(200)
})

it('confirms it by the link of an app that uses PKCE', async () => {
  const { verifier, asked } = await drawVerifier()
  const { face, linkTo, visit } = openMail(SETTINGS)
  const email = newAddress()
  await face('/signup', { body: { email, password: PASSWORD, ...asked } })
  const { url } = target((await visit(linkTo(email))).headers)
  const body = { auth_code: url.searchParams.get('code'), code_verifier: verifier }
  const session = await face('/token?grant_type=pkce', { body })
  expect([session.status, session.body.user?.email]).toEqual([200, email])
})
