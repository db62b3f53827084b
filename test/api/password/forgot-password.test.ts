import { describe, expect, it } from 'vitest'
import { advance, MINUTE, SECOND, stopClock } from '../../support/clock.ts'
import { newPerson, type Person } from '../../support/person.ts'
import { codeRows, disableUser, eventTypes } from '../../support/rows.ts'

const NEW = 'another horse battery staple'

const forgot = ({ service }: Person, email: string) => service('/users/password/forgot', { body: { email } })

const reset = ({ service }: Person, body: Record<string, unknown>) =>
  service('/users/password/reset', { body: { password: NEW, ...body } })

describe('POST /users/password/forgot', () => {
  it('mails a code to the address, and says how long it works', async () => {
    const person = await newPerson()
    expect(await forgot(person, person.email)).toMatchObject({ status: 202, body: { data: { expiresIn: 600 } } })
    expect(person.mailbox.mails).toHaveLength(2)
    expect(person.mailbox.mails[1]).toMatchObject({
      to: person.email,
      subject: 'Latchkey: Choose a new password',
      text: expect.stringMatching(/^\d{6}$/m),
    })
  })

  it('finds the account by any spelling of its address', async () => {
    const person = await newPerson()
    await forgot(person, ' SYAMLAL@Example.com ')
    expect(person.mailbox.mails.at(-1)).toMatchObject({
      to: person.email,
      subject: expect.stringContaining('password'),
    })
  })

  it('mails nobody for an address that nobody has, or who is disabled', async () => {
    const person = await newPerson()
    await forgot(person, 'nobody@example.com')
    await disableUser(person._id)
    await forgot(person, person.email)
    expect(person.mailbox.mails).toHaveLength(1)
    expect(await codeRows()).toMatchObject([{ purpose: 'verify_email' }])
  })

  it('mails once a minute, however often it is asked', async () => {
    stopClock()
    const person = await newPerson()
    for (let times = 0; times < 3; times++) expect((await forgot(person, person.email)).status).toBe(202)
    expect(person.mailbox.mails).toHaveLength(2)
    advance(MINUTE - SECOND)
    await forgot(person, person.email)
    expect(person.mailbox.mails).toHaveLength(2)
    advance(SECOND)
    await forgot(person, person.email)
    expect(person.mailbox.mails).toHaveLength(3)
    expect((await eventTypes()).filter((type) => type === 'password_reset_requested')).toHaveLength(2)
  })

  it('mails once when it is asked many times at once', async () => {
    const person = await newPerson()
    const answers = await Promise.all(Array.from({ length: 8 }, () => forgot(person, person.email)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]))
    expect(person.mailbox.mails).toHaveLength(2)
    const { status } = await reset(person, { email: person.email, code: person.mailbox.lastCode() })
    expect(status).toBe(200)
  })

  it('refuses what is no address', async () => {
    const { status, body } = await forgot(await newPerson(), 'nobody')
    expect([status, body.errors[0].path]).toEqual([400, 'email'])
  })
})
