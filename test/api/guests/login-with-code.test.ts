import { describe, expect, it } from 'vitest'
import { createGuest, exists } from '../../support/guests.ts'
import { openMailbox } from '../../support/mailbox.ts'
import { loginCodeOf, newPerson } from '../../support/person.ts'
import { disableUser, eventTypes, userRow, userRows, verifyEmail } from '../../support/rows.ts'
import { serviceWith } from '../../support/service.ts'
import { ACCEPTED, tryAccess } from '../../support/try-token.ts'

const VERIFY = '/users/login/code/verify'
const EMAIL = 'robin@example.com'

function open(settings: Record<string, unknown> = {}) {
  const mailbox = openMailbox()
  return { mailbox, email: EMAIL, service: serviceWith({ EMAIL: mailbox.EMAIL, SIGN_UP_BY_CODE: 'on', ...settings }) }
}

describe('a guest who gives a code for an address that nobody has', () => {
  it('becomes its user: the same `_id`, verified, called what they are called', async () => {
    const robin = open()
    const guest = await createGuest(robin.service)
    const code = await loginCodeOf(robin)
    const body = { email: EMAIL, code, name: 'Robin', guestToken: guest.token }
    const { status, body: answered } = await robin.service(VERIFY, { body })
    expect(status).toBe(200)
    expect(answered.data).toMatchObject({
      _id: guest._id,
      name: 'Robin',
      email: EMAIL,
      emailVerified: true,
      isGuest: false,
    })
    expect(answered.data.mergedGuestId).toBeUndefined()
    expect(await userRow(guest._id)).toMatchObject({ email_verified_by: 'session', is_guest: 0, guest_until: null })
    expect(await userRows()).toHaveLength(1)
    expect(await tryAccess(guest.token), 'their session goes on').toEqual(ACCEPTED)
    expect(await eventTypes()).toEqual(['guest_created', 'guest_upgraded', 'logged_in'])
  })

  it('keeps the name that they have said', async () => {
    const robin = open()
    const guest = await createGuest(robin.service, { name: 'Robbie' })
    const body = { email: EMAIL, code: await loginCodeOf(robin), name: 'Robin', guestToken: guest.token }
    expect((await robin.service(VERIFY, { body })).body.data.name).toBe('Robbie')
  })

  it('stays one with a wrong code, and where no users are made by codes', async () => {
    const robin = open()
    const guest = await createGuest(robin.service)
    await loginCodeOf(robin)
    const wrong = { email: EMAIL, token: 'none', guestToken: guest.token }
    expect((await robin.service(VERIFY, { body: wrong })).body.code).toBe('code_invalid')
    const right = { ...wrong, token: robin.mailbox.lastToken(EMAIL) }
    expect((await open({ SIGN_UP_BY_CODE: 'off' }).service(VERIFY, { body: right })).body.code).toBe('code_invalid')
    expect(await userRow(guest._id)).toMatchObject({ is_guest: 1, email: null })
  })

  it('does not get the address of a disabled user', async () => {
    const robin = open()
    const guest = await createGuest(robin.service)
    const code = await loginCodeOf(robin)
    const person = await newPerson({ email: EMAIL })
    await disableUser(person._id)
    expect((await robin.service(VERIFY, { body: { email: EMAIL, code, guestToken: guest.token } })).status).toBe(400)
    expect(await userRow(guest._id)).toMatchObject({ is_guest: 1, email: null })
  })

  it('is nobody else: the token of a user makes another', async () => {
    const robin = open()
    const { _id, token } = await newPerson()
    const body = { email: EMAIL, code: await loginCodeOf(robin), guestToken: token }
    expect((await robin.service(VERIFY, { body })).body.data._id).not.toBe(_id)
    expect(await userRow(_id)).toMatchObject({ email: 'syamlal@example.com' })
  })
})

describe('a guest who gives a code for the address of a user', () => {
  it('is merged into them', async () => {
    const robin = open()
    const guest = await createGuest(robin.service)
    const person = await newPerson({ email: EMAIL }, robin.mailbox)
    await verifyEmail(person._id)
    const body = { email: EMAIL, code: await loginCodeOf(robin), guestToken: guest.token }
    const { body: answered } = await robin.service(VERIFY, { body })
    expect(answered.data).toMatchObject({ _id: person._id, mergedGuestId: guest._id })
    expect(await exists(guest._id)).toBe(false)
  })
})

it('two guests who give one code at once: one of them becomes the user', async () => {
  const robin = open()
  const guests = await Promise.all([createGuest(robin.service), createGuest(robin.service)])
  const code = await loginCodeOf(robin)
  const answers = await Promise.all(
    guests.map(({ token }) => robin.service(VERIFY, { body: { email: EMAIL, code, guestToken: token } })),
  )
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 400])
  expect((await userRows()).filter(({ email }) => email === EMAIL)).toHaveLength(1)
})
