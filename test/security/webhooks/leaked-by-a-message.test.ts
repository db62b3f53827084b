import { expect, it } from 'vitest'
import { loggedText } from '../../support/logs.ts'
import { newPerson } from '../../support/person.ts'
import { openReceiver, WEBHOOK_SECRET } from '../../support/receiver.ts'
import { dump } from '../../support/rows.ts'
import { PASSWORD } from '../../support/users.ts'

// A receiver is another party: it learns what anyone may see of a user, and ids.
it('no message has an email address, an IP address, a token, a code or a hash, and nothing logs the secret or a URL', async () => {
  const receiver = openReceiver()
  const person = await newPerson({ settings: receiver.settings })
  const code = person.mailbox.lastCode()
  await person.as('/users/email/verify', { body: { code } })
  await person.signIn({ 'cf-connecting-ip': '203.0.113.77', 'user-agent': 'A rare browser' })
  const body = { currentPassword: PASSWORD, newPassword: 'another horse battery staple' }
  await person.as('/users/password', { method: 'PUT', body })
  const stored = (await dump()).users?.[0]
  const secrets = [person.email, person.token, person.refreshToken, code, PASSWORD, body.newPassword]
  const sent = receiver.calls.map((call) => call.body + JSON.stringify(call.headers)).join('\n')
  expect(receiver.calls.length).toBeGreaterThan(4)
  for (const secret of [...secrets, '203.0.113', 'rare browser', String(stored?.password_hash)]) {
    expect(sent).not.toContain(secret)
  }
  expect(loggedText()).not.toContain(WEBHOOK_SECRET)
  expect(loggedText()).not.toContain('hooks.example.com')
})
