import { describe, expect, it } from 'vitest'
import { asUser, signUp } from '../../supabase/support/face.ts'
import { answer, assertion, begin, newCredential } from '../../supabase/support/factors.ts'
import { openMail } from '../../supabase/support/mail.ts'
import { asService, WITH_SERVICE_KEYS } from '../../supabase/support/service-token.ts'
import { advance, MINUTE, stopClock } from '../../support/clock.ts'
import { google } from '../../support/providers.ts'
import { totpNow } from '../../support/totp-code.ts'

// With autoconfirm a stranger has an account with somebody's address before its owner comes. By whatever way they come, what
// the stranger has must not open it any more.

const VICTIM = 'victim@gmail.com'

type Mail = ReturnType<typeof openMail>

const byCode = async ({ face, mailbox }: Mail, type: string) =>
  face('/verify', { body: { type, email: VICTIM, token: mailbox.lastCode(VICTIM) } })

const WAYS: Record<string, (mail: Mail) => Promise<{ status: number; body: any }>> = {
  'by a code': async (mail) => {
    await mail.face('/otp', { body: { email: VICTIM } })
    return byCode(mail, 'email')
  },
  'as if they had signed up': async (mail) => {
    await mail.face('/otp', { body: { email: VICTIM } })
    return byCode(mail, 'signup')
  },
  'by recovery': async (mail) => {
    await mail.face('/recover', { body: { email: VICTIM } })
    return byCode(mail, 'recovery')
  },
  'by an invitation': async (mail) => {
    await mail.face('/invite', { body: { email: VICTIM }, ...asService() })
    return byCode(mail, 'invite')
  },
  'with Google, once they have confirmed the address': async (mail) => {
    const { face } = mail
    await face('/resend', { body: { type: 'signup', email: VICTIM } })
    await byCode(mail, 'signup')
    const id_token = await google.idToken({ email: VICTIM })
    return face('/token?grant_type=id_token', { body: { provider: 'google', id_token } })
  },
}

describe.each(Object.entries(WAYS))('an owner who comes %s', (_, come) => {
  it('is alone in the account: nothing of the stranger opens it', async () => {
    stopClock()
    const mail = openMail({ ...WITH_SERVICE_KEYS, LOGIN_CODES: 'on' })
    const { face } = mail
    const stranger = await signUp(face, VICTIM)
    await stranger.as('/user', { method: 'PUT', body: { email: 'stranger@example.com' } })
    const { passkey, body: registration } = await newCredential(stranger.as)
    expect((await stranger.as('/passkeys/registration/verify', { body: registration })).status).toBe(200)
    const { factorId, secret } = await begin(stranger.as)
    const raised = (await answer(stranger.as, factorId, totpNow(secret))).body
    expect(raised.user.factors).toHaveLength(1)
    advance(2 * MINUTE)
    const { status, body } = await come(mail)
    expect(status, JSON.stringify(body)).toBe(200)
    expect(body.user).toMatchObject({ email: VICTIM, app_metadata: { providers: [expect.any(String)] } })
    expect(body.user.factors).toBeUndefined()
    for (const token of [stranger.bearer, raised.access_token])
      expect((await asUser(face, token)('/user')).body.code).toBe('session_not_found')
    const password = { email: VICTIM, password: stranger.password }
    expect((await face('/token?grant_type=password', { body: password })).body.code).toBe('invalid_credentials')
    const refresh = { refresh_token: raised.refresh_token }
    expect((await face('/token?grant_type=refresh_token', { body: refresh })).status).toBe(400)
    const assertedBy = { body: await assertion(face, passkey) }
    expect((await face('/passkeys/authentication/verify', assertedBy)).status).toBe(400)
    const token = mail.mailbox.lastCode('stranger@example.com')
    const move = { type: 'email_change', email: 'stranger@example.com', token }
    expect((await face('/verify', { body: move })).body.code).toBe('otp_expired')
    expect((await asUser(face, body.access_token)('/passkeys')).status).toBe(200) // it owes nothing
  })
})
