import { describe, expect, it } from 'vitest'
import { advance, MINUTE, stopClock } from '../../support/clock.ts'
import { codeIn } from '../../support/mailbox.ts'
import { newPerson, type Person, resetCodeOf } from '../../support/person.ts'
import { verifyEmail } from '../../support/rows.ts'
import { PASSWORD } from '../../support/users.ts'

const STRANGER = 'stranger@example.com'

const changePassword = async (person: Person): Promise<Person> => {
  const body = { currentPassword: PASSWORD, newPassword: PASSWORD }
  const answer = await person.as('/users/password', { method: 'PUT', body })
  expect(answer.status).toBe(200)
  const { token } = answer.body.data
  return { ...person, token, as: (path, call = {}) => person.service(path, { token, ...call }) }
}

const askForMove = ({ as }: Person, email: string) =>
  as('/users/email', { method: 'PUT', body: { email, password: PASSWORD } })

const codesSentTo = ({ mailbox }: Person, email: string) => mailbox.mailsTo(email).filter(codeIn).length

describe('somebody who registers the address of a stranger', () => {
  it('cannot have notices mailed there by changing the password', async () => {
    let squatter = await newPerson({ email: STRANGER })
    for (let change = 0; change < 3; change++) squatter = await changePassword(squatter)
    expect(squatter.mailbox.mailsTo(STRANGER)).toHaveLength(1) // the one that confirms the address
  })

  it('nor by asking for moves to another address', async () => {
    stopClock()
    const squatter = await newPerson({ email: STRANGER })
    for (let move = 0; move < 3; move++) {
      expect((await askForMove(squatter, 'other@example.com')).status).toBe(202)
      advance(MINUTE)
    }
    expect(squatter.mailbox.mailsTo(STRANGER)).toHaveLength(1)
  })
})

describe('somebody who asks for moves to the address of a stranger', () => {
  it('cannot have codes sent there faster by changing the password in between', async () => {
    stopClock()
    let attacker = await newPerson()
    for (let round = 0; round < 4; round++) {
      await askForMove(attacker, STRANGER)
      attacker = await changePassword(attacker)
    }
    expect(codesSentTo(attacker, STRANGER)).toBe(1)
    advance(MINUTE)
    expect((await askForMove(attacker, STRANGER)).status).toBe(202)
    expect(codesSentTo(attacker, STRANGER)).toBe(2)
  })

  it('nor by resetting it', async () => {
    stopClock()
    const attacker = await newPerson()
    await askForMove(attacker, STRANGER)
    const body = { email: attacker.email, code: await resetCodeOf(attacker), password: PASSWORD }
    const { token } = (await attacker.service('/users/password/reset', { body })).body.data
    const again = { method: 'PUT', token, body: { email: STRANGER, password: PASSWORD } }
    expect((await attacker.service('/users/email', again)).body.code).toBe('rate_limited')
    expect(codesSentTo(attacker, STRANGER)).toBe(1)
  })
})

describe('the owner of a verified address', () => {
  it('is told of each change', async () => {
    stopClock()
    const owner = await newPerson()
    await verifyEmail(owner._id)
    const before = owner.mailbox.mailsTo(owner.email).length
    await askForMove(owner, 'new@example.com')
    await changePassword(owner)
    expect(owner.mailbox.mailsTo(owner.email)).toHaveLength(before + 2)
  })
})
