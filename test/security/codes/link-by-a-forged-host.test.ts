import { describe, expect, it } from 'vitest'
import { openMailbox } from '../../support/mailbox.ts'
import { ORIGIN } from '../../support/origin.ts'
import { serviceWith } from '../../support/service.ts'
import { PASSWORD } from '../../support/users.ts'

/** What a registration mails, that came through Cloudflare by the URL that the caller chose: ORIGIN. */
async function mailed(settings: Record<string, string>, headers: Record<string, string>): Promise<string> {
  const { EMAIL, mails } = openMailbox()
  const service = serviceWith({ EMAIL, ...settings })
  const body = { name: 'Robin', email: 'robin@example.com', password: PASSWORD }
  expect((await service('/users/register', { body, headers })).status).toBe(201)
  const [mail] = mails
  return `${mail?.text}\n${mail?.html}`
}

describe('a host that the caller makes up', () => {
  it('leads nowhere: without PUBLIC_URL a deployed service mails the code and no link', async () => {
    const mail = await mailed({ PUBLIC_URL: '' }, { 'cf-ray': '8f0' })
    expect(mail).toMatch(/\d{6}/)
    expect(mail).not.toContain(ORIGIN)
    expect(mail).not.toContain('token=')
  })

  it('does not matter with PUBLIC_URL', async () => {
    const mail = await mailed({ PUBLIC_URL: 'https://api.own.example' }, { 'cf-ray': '8f0' })
    expect(mail).toContain('https://api.own.example/account/confirm-email?')
    expect(mail).not.toContain(ORIGIN)
  })
})
