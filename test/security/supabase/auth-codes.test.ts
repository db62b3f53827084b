import { expect, it } from 'vitest'
import { signUp } from '../../supabase/support/face.ts'
import { drawVerifier, inQuery, openMail, target } from '../../supabase/support/mail.ts'
import { advance, MINUTE, SECOND } from '../../support/clock.ts'

// A code in the URL of an app is seen by other apps of the device, by histories and by logs.

async function authCode() {
  const { verifier, asked } = await drawVerifier()
  const opened = openMail()
  const { email } = await signUp(opened.face)
  await opened.face('/otp', { body: { email, ...asked } })
  const link = opened.linkTo(email)
  const { url } = target((await opened.visit(link)).headers)
  const code = url.searchParams.get('code') ?? ''
  const exchange = (auth_code: string, code_verifier: string) =>
    opened.face('/token?grant_type=pkce', { body: { auth_code, code_verifier } })
  return { ...opened, email, link, url, code, verifier, challenge: asked.code_challenge, exchange }
}

it('it is worth nothing without its verifier', async () => {
  const { code, verifier, challenge, exchange, url, link } = await authCode()
  const secret = inQuery(link).token?.split('.').at(-1) ?? ''
  expect(url.href).not.toContain(secret)
  for (const guess of [challenge, `${verifier}x`, 'x']) {
    const { status, body } = await exchange(code, guess)
    expect([status, body.error_code]).toEqual([400, 'bad_code_verifier'])
  }
  expect((await exchange(code, verifier)).status).toBe(200)
})

it('it works once', async () => {
  const { code, verifier, exchange } = await authCode()
  expect((await exchange(code, verifier)).status).toBe(200)
  const { status, body } = await exchange(code, verifier)
  expect([status, body.error_code]).toEqual([404, 'flow_state_not_found'])
})

it('it cannot be made, altered or kept', async () => {
  const { code, verifier, exchange, face, email, link } = await authCode()
  const altered = `${code.slice(0, -2)}${code.endsWith('AA') ? 'BB' : 'AA'}`
  for (const other of [altered, 'made up', btoa(JSON.stringify({ email })), inQuery(link).token ?? ''])
    expect((await exchange(other, verifier)).body.error_code).toBe('flow_state_not_found')
  const { token, ...rest } = inQuery(link)
  expect(rest.type).toBe('magiclink')
  advance(5 * MINUTE + SECOND)
  expect((await exchange(code, verifier)).body.error_code).toBe('flow_state_not_found')
  expect((await face('/verify', { body: { type: 'magiclink', token_hash: token } })).status).toBe(200)
})
