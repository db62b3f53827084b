import { expect, it } from 'vitest'
import { fieldOf, linkIn, openBrowser } from '../../pages/support.ts'
import { dump } from '../../support/rows.ts'
import { registerUser } from '../../support/users.ts'

const EMAIL = 'syamlal@example.com'

const asked = async () => {
  const browser = openBrowser()
  await registerUser({}, browser.service)
  await browser.service('/users/login/code', { body: { email: EMAIL } })
  return { ...browser, link: linkIn(browser, EMAIL), code: browser.mailbox.lastCode(EMAIL) }
}

it('shows the code of the link, to be typed into the app', async () => {
  const { visit, link, code } = await asked()
  const page = await visit(link)
  expect(page.status).toBe(200)
  expect(fieldOf(page, 'code')).toBe(code)
  expect(page.body).not.toMatch(/<form|<button/)
})

it('changes nothing, and knows no token', async () => {
  const { visit, link, code, mailbox, service, submit } = await asked()
  const before = await dump()
  for (let visits = 0; visits < 10; visits++) {
    expect((await visit(link)).body).not.toContain(mailbox.lastToken(EMAIL))
  }
  expect((await submit(link, { email: EMAIL, code })).status).toBe(405)
  expect(await dump()).toEqual(before)
  expect((await service('/users/login/code/verify', { body: { email: EMAIL, code } })).status).toBe(200)
})

it('shows nothing that is no code: anybody can make a link', async () => {
  const { visit } = openBrowser()
  for (const code of ['', '12345', '1234567', 'call 0900 1', '<b>123456']) {
    const { body } = await visit(`/account/sign-in-code?${new URLSearchParams({ code })}`)
    expect(body).toContain('Open the link from the email.')
    expect(body).not.toContain('<input')
  }
})
