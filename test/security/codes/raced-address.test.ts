import { describe, expect, it } from 'vitest'
import { openMailbox } from '../../support/mailbox.ts'
import { changeCodeOf, newPerson, type Person } from '../../support/person.ts'
import { codeRows, userRow, userRows } from '../../support/rows.ts'
import { call } from '../../support/service.ts'
import { ACCEPTED, tryAccess } from '../../support/try-token.ts'
import { PASSWORD } from '../../support/users.ts'

const WANTED = 'wanted@example.com'

const verify = ({ as }: Person, code: string) => as('/users/email/verify', { body: { code } })

describe('two users who move to one address at once', () => {
  it('one gets it, the other is told that it is taken, and nobody loses their own', async () => {
    const mailbox = openMailbox()
    const a = await newPerson({ email: 'a@example.com' }, mailbox)
    const b = await newPerson({ email: 'b@example.com' }, mailbox)
    const people = [
      { person: a, code: await changeCodeOf(a, WANTED) },
      { person: b, code: await changeCodeOf(b, WANTED) },
    ]
    const answers = await Promise.all(people.map(({ person, code }) => verify(person, code)))
    expect(answers.map(({ status, body }) => body.code ?? status).sort()).toEqual([200, 'email_taken'])

    const winner = answers.findIndex(({ status }) => status === 200)
    for (const [index, { person }] of people.entries()) {
      const email = index === winner ? WANTED : person.email
      expect(await userRow(person._id)).toMatchObject({ email, email_verified: index === winner ? 1 : 0 })
      const login = await call('/users/login', { body: { email, password: PASSWORD } })
      expect(login.body.data?._id).toBe(person._id)
      expect(await tryAccess(person.token)).toEqual(ACCEPTED)
    }
  })

  it('the loser may go elsewhere with a new code', async () => {
    const mailbox = openMailbox()
    const a = await newPerson({ email: 'a@example.com' }, mailbox)
    const b = await newPerson({ email: 'b@example.com' }, mailbox)
    const code = await changeCodeOf(b, WANTED)
    await verify(a, await changeCodeOf(a, WANTED))
    expect((await verify(b, code)).body.code).toBe('email_taken')
    expect(await codeRows()).toMatchObject([{ user_id: b._id }, { user_id: b._id }])
  })
})

describe('somebody who moves to an address and somebody who registers with it, at once', () => {
  it('one gets it', async () => {
    const mover = await newPerson()
    const code = await changeCodeOf(mover, WANTED)
    const [moved, registered] = await Promise.all([
      verify(mover, code),
      call('/users/register', { body: { name: 'Robin', email: WANTED, password: PASSWORD } }),
    ])
    const outcomes = [moved.body.code ?? moved.status, registered.body.code ?? registered.status]
    expect([
      [200, 'email_taken'],
      ['email_taken', 201],
    ]).toContainEqual(outcomes)
    const emails = (await userRows()).map(({ email }) => email)
    expect(emails.filter((email) => email === WANTED)).toHaveLength(1)
    expect(new Set(emails).size).toBe(emails.length)
  })
})
