import { describe, expect, it } from 'vitest'
import { advance, MINUTE, stopClock } from '../../support/clock.ts'
import { inDigitsFrom } from '../../support/digits.ts'
import { changeCodeOf, confirmByLink, newPerson, type Person } from '../../support/person.ts'
import { codeRows, userRow } from '../../support/rows.ts'
import { PASSWORD } from '../../support/users.ts'

const profile = async ({ as }: Person) => (await as('/users/profile')).body.data

const sendVerification = ({ as }: Person) => as('/users/email/verification', { method: 'POST' })

const verify = ({ as }: Person, code: string) => as('/users/email/verify', { body: { code } })

const codeInvalid = { status: 400, body: { code: 'code_invalid' } }

describe('the address of a new user', () => {
  it('moves `updatedAt` on when it is verified: it is a field of the profile like the others', async () => {
    stopClock()
    const person = await newPerson()
    const later = advance(MINUTE).toISOString()
    const { body } = await verify(person, person.mailbox.lastCode())
    expect(body.data).toMatchObject({ emailVerified: true, updatedAt: later })
  })

  it('is not verified, and is mailed a code', async () => {
    const person = await newPerson()
    expect(await profile(person)).toMatchObject({ emailVerified: false })
    expect(person.mailbox.mails).toMatchObject([
      {
        to: person.email,
        subject: 'Latchkey: Confirm your email address',
        text: expect.stringMatching(/^\d{6}$/m),
      },
    ])
  })

  it('is mailed no code if the registration is refused', async () => {
    const person = await newPerson()
    const body = { name: 'Mallory', email: person.email, password: PASSWORD }
    expect((await person.service('/users/register', { body })).body.code).toBe('email_taken')
    expect(person.mailbox.mails).toHaveLength(1)
    expect((await verify(person, person.mailbox.lastCode())).status).toBe(200)
  })
})

describe('the code that is typed', () => {
  const spellings: [string, (code: string) => string][] = [
    ['in Arabic-Indic digits', (code) => inDigitsFrom(0x660, code)],
    ['in Persian digits, with a mark of direction', (code) => `\u200f${inDigitsFrom(0x6f0, code)}`],
    ['in Devanagari digits, in two groups', (code) => inDigitsFrom(0x966, `${code.slice(0, 3)} ${code.slice(3)}`)],
    ['in full width', (code) => inDigitsFrom(0xff10, code)],
  ]
  it.each(spellings)('may be %s', async (_, spell) => {
    const person = await newPerson()
    expect((await verify(person, spell(person.mailbox.lastCode()))).status).toBe(200)
    expect(await profile(person)).toMatchObject({ emailVerified: true })
  })

  it.each(['12345', '1234567', '٤٨٢٩١', '½²³456', '五五五五五五', '12345a'])('must be six digits: %s', async (code) => {
    const person = await newPerson()
    const { status, body } = await verify(person, code)
    expect([status, body.errors]).toEqual([400, [{ path: 'code', message: 'must be six digits' }]])
  })
})

describe('what is recorded of a verification', () => {
  it('is that the holder of a session typed the code', async () => {
    const now = stopClock().getTime()
    const person = await newPerson()
    await verify(person, person.mailbox.lastCode())
    expect(await userRow(person._id)).toMatchObject({ email_verified_by: 'session', email_verified_at: now })
  })

  it('is that somebody followed the link, who need not be the holder', async () => {
    const now = stopClock().getTime()
    const person = await newPerson()
    await confirmByLink(person)
    expect(await userRow(person._id)).toMatchObject({ email_verified_by: 'link', email_verified_at: now })
  })

  it('is renewed when the account moves to another address', async () => {
    stopClock()
    const person = await newPerson()
    await verify(person, person.mailbox.lastCode())
    const later = advance(MINUTE).getTime()
    await changeCodeOf(person, 'new@example.com')
    await confirmByLink(person, 'new@example.com')
    expect(await userRow(person._id)).toMatchObject({
      email: 'new@example.com',
      email_verified_by: 'link',
      email_verified_at: later,
    })
  })
})

describe('POST /users/email/verify', () => {
  it('confirms the address with the code, and answers the profile', async () => {
    const person = await newPerson()
    const { status, body } = await verify(person, person.mailbox.lastCode())
    expect(status).toBe(200)
    expect(body.data).toMatchObject({ _id: person._id, email: person.email, emailVerified: true })
    expect(await profile(person)).toEqual(body.data)
  })

  it('is taken from every session of the user', async () => {
    const person = await newPerson()
    const { token } = await person.signIn()
    const body = { code: person.mailbox.lastCode() }
    expect((await person.service('/users/email/verify', { token, body })).status).toBe(200)
  })

  it('refuses a wrong code, and changes nothing', async () => {
    const person = await newPerson()
    const code = person.mailbox.lastCode() === '000000' ? '000001' : '000000'
    expect(await verify(person, code)).toMatchObject(codeInvalid)
    expect(await profile(person)).toMatchObject({ emailVerified: false })
  })

  it('refuses any code where none was sent', async () => {
    const person = await newPerson()
    await verify(person, person.mailbox.lastCode())
    expect(await verify(person, '123456')).toMatchObject(codeInvalid)
  })
})

describe('POST /users/email/verification', () => {
  it('mails a new code, and says how long it works', async () => {
    stopClock()
    const person = await newPerson()
    advance(MINUTE)
    expect(await sendVerification(person)).toMatchObject({ status: 202, body: { data: { expiresIn: 600 } } })
    expect(person.mailbox.mails).toHaveLength(2)
    expect((await verify(person, person.mailbox.lastCode(person.email))).status).toBe(200)
  })

  it('is refused for an address that is verified already, and mails nothing', async () => {
    const person = await newPerson()
    await verify(person, person.mailbox.lastCode())
    expect(await sendVerification(person)).toMatchObject({ status: 409, body: { code: 'email_already_verified' } })
    expect(person.mailbox.mails).toHaveLength(1)
    expect(await codeRows()).toEqual([])
  })
})
