import { beforeEach, describe, expect, it } from 'vitest'
import { newAdmin } from '../../support/admin.ts'
import { auditRows } from '../../support/audit.ts'
import { advance, MINUTE, stopClock } from '../../support/clock.ts'
import { createGuest } from '../../support/guests.ts'
import { newPerson, type Person } from '../../support/person.ts'
import { disableUser, dump, supportedTypes } from '../../support/rows.ts'

let admin: Person
let user: Person

beforeEach(async () => {
  stopClock()
  admin = await newAdmin()
  user = await newPerson()
})

const send = (id = user._id) => admin.as(`/admin/users/${id}/password-reset`, { method: 'POST' })

describe('a password reset that an operator sends', () => {
  it('is as if the user had asked for it', async () => {
    const { status, body } = await send()
    expect([status, body]).toEqual([202, { data: { expiresIn: 600 } }])
    const reset = { email: user.email, code: admin.mailbox.lastCode(user.email), password: 'another battery staple' }
    expect((await user.service('/users/password/reset', { body: reset })).status).toBe(200)
    expect(await supportedTypes()).toEqual(['password_reset_requested'])
    expect(await auditRows()).toMatchObject([{ action: 'password_reset_sent', target_id: user._id, after: null }])
    expect(JSON.stringify(body)).not.toContain(reset.code)
  })

  it('waits as long as any code does', async () => {
    await send()
    advance(MINUTE / 2)
    const before = await dump()
    const { status, body, headers } = await send()
    expect([status, body.code, headers.get('retry-after')]).toEqual([429, 'rate_limited', '30'])
    expect(await dump()).toEqual(before)
    advance(MINUTE / 2)
    expect((await send()).status).toBe(202)
  })

  it('goes to nobody who has no email address, is disabled, or is not there', async () => {
    const guest = await createGuest()
    await disableUser(user._id)
    const before = await dump()
    expect((await send(guest._id)).body.code).toBe('email_missing')
    expect((await send('nobody')).body.code).toBe('user_not_found')
    expect((await send()).body.errors).toEqual([{ path: 'userId', message: 'is disabled: enable them first' }])
    expect(await dump()).toEqual(before)
    expect(admin.mailbox.mailsTo(user.email)).toEqual([])
  })

  it('is refused where no email is sent', async () => {
    const other = await newAdmin({ email: 'second@example.com', settings: { EMAIL: undefined } })
    const { body } = await other.as(`/admin/users/${user._id}/password-reset`, { method: 'POST' })
    expect(body.code).toBe('mail_not_configured')
  })
})
