import { expect, it } from 'vitest'
import { newAdmin } from '../../support/admin.ts'
import { newPerson } from '../../support/person.ts'
import { verifyEmail } from '../../support/rows.ts'

// Attack: a user calls themselves a script, or an operator's tool passes one on, and it runs in the browser of an operator or in
// the mail program of a user.

const SCRIPT = '<img src=x onerror=alert(1)>'

it('is text in every response to an operator, which no browser takes for a page', async () => {
  const admin = await newAdmin()
  const user = await newPerson({ name: SCRIPT })
  const answers = [
    await admin.as(`/admin/users/${user._id}`),
    await admin.as(`/admin/users/${user._id}/disable`, { body: { reason: SCRIPT } }),
    await admin.as(`/admin/users/${user._id}`, { method: 'PATCH', body: { metadata: { html: SCRIPT } } }),
    await admin.as('/admin/audit'),
  ]
  for (const { status, headers, body } of answers) {
    expect([status, JSON.stringify(body)]).toEqual([200, expect.stringContaining(SCRIPT)])
    expect(headers.get('content-type')).toMatch(/^application\/json\b/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  }
})

it('is in no email that an operator causes', async () => {
  const admin = await newAdmin({ settings: { APP_NAME: 'Climbers & <Co>' } })
  const user = await newPerson({ name: SCRIPT })
  await verifyEmail(user._id)
  await admin.as('/admin/users', { body: { email: 'robin@example.com', name: SCRIPT, invite: true } })
  await admin.as(`/admin/users/${user._id}/password-reset`, { method: 'POST' })
  await admin.as(`/admin/users/${user._id}`, { method: 'PATCH', body: { email: 'another@example.com' } })
  const mails = admin.mailbox.mails.filter(({ to }) => to !== admin.email)
  expect(mails.map(({ to }) => to)).toEqual(['robin@example.com', user.email, user.email])
  for (const { html } of mails) {
    expect(html).not.toMatch(/<img|onerror|<Co>/)
    expect(html).toContain('Climbers &amp; &lt;Co&gt;')
  }
})
