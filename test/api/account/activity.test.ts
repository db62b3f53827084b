import { describe, expect, it } from 'vitest'
import { advance, HOUR, MINUTE, stopClock } from '../../support/clock.ts'
import { interceptD1 } from '../../support/d1.ts'
import { otherThan } from '../../support/mailbox.ts'
import { changeCodeOf, newPerson, type Person, resetCodeOf } from '../../support/person.ts'
import { addEvents, eventRows, eventTypes, sessionRows } from '../../support/rows.ts'
import { call, serviceWith } from '../../support/service.ts'
import { PASSWORD } from '../../support/users.ts'

const NEW_PASSWORD = 'another horse battery staple'

interface Item {
  _id: string
  type: string
  createdAt: string
  sessionId: string | null
  ip: string | null
  deviceName: string | null
}

const activity = async ({ as }: Pick<Person, 'as'>): Promise<Item[]> => (await as('/users/activity')).body.data

/** Keeps what comes next apart from what came before: events of one moment have no order. */
const later = (): Date => advance(MINUTE)

/** The newest event. */
async function newest(person: Pick<Person, 'as'>): Promise<Item | undefined> {
  return (await activity(person))[0]
}

describe('what is recorded', () => {
  it('of a registration: when, from which session, network and device', async () => {
    const now = stopClock().toISOString()
    const { as } = await newPerson()
    const [session] = await sessionRows()
    expect(await activity({ as })).toEqual([
      {
        _id: expect.stringMatching(/^[\w-]{22}$/),
        type: 'registered',
        createdAt: now,
        sessionId: session?.id,
        ip: null,
        deviceName: null,
        otherId: null,
        method: 'password',
        bySupport: false,
      },
    ])
  })

  it('of a login: the session that it started, and the device that it came from', async () => {
    const person = await newPerson()
    later()
    await person.signIn({ 'user-agent': 'MyApp/1.2 CFNetwork/3826', 'cf-connecting-ip': '203.0.113.77' })
    const [, session] = await sessionRows()
    expect(await newest(person)).toMatchObject({
      type: 'logged_in',
      sessionId: session?.id,
      ip: '203.0.113.0/24',
      deviceName: 'MyApp/1.2',
    })
  })

  it('of a login that failed: nothing, or anybody could fill it', async () => {
    const person = await newPerson()
    await call('/users/login', { body: { email: person.email, password: 'not the right one' } })
    expect(await eventTypes()).toEqual(['registered'])
  })

  it('of the end of a session: the session that ended it', async () => {
    const person = await newPerson()
    const other = await person.signIn()
    const [own, others] = await sessionRows()
    later()
    await person.as(`/users/sessions/${others?.id}`, { method: 'DELETE' })
    expect(await newest(person)).toMatchObject({ type: 'session_ended', sessionId: own?.id })
    later()
    await person.as('/users/sessions', { method: 'DELETE' })
    expect(await newest(person)).toMatchObject({ type: 'other_sessions_ended', sessionId: own?.id })
    expect((await call('/users/profile', { token: other.token })).status).toBe(401)
  })

  it('of a logout, seen from another device', async () => {
    const person = await newPerson()
    const { token } = await person.signIn()
    const [, others] = await sessionRows()
    later()
    await call('/users/logout', { method: 'POST', token })
    expect(await newest(person)).toMatchObject({ type: 'logged_out', sessionId: others?.id })
  })

  it('of a refresh token that was used before: the session that it ended', async () => {
    const person = await newPerson()
    const thief = await person.signIn()
    const [, others] = await sessionRows()
    later()
    let { refreshToken } = thief
    for (let rotation = 0; rotation < 2; rotation++) {
      refreshToken = (await call('/users/token/refresh', { body: { refreshToken } })).body.data.refreshToken
    }
    const { body } = await call('/users/token/refresh', { body: { refreshToken: thief.refreshToken } })
    expect(body.code).toBe('refresh_reused')
    expect(await newest(person)).toMatchObject({ type: 'refresh_reused', sessionId: others?.id })
  })

  it('of passwords and addresses: each step, in order', async () => {
    stopClock()
    const person = await newPerson()
    later()
    await person.as('/users/email/verify', { body: { code: person.mailbox.lastCode() } })
    later()
    const changeCode = await changeCodeOf(person, 'new@example.com')
    later()
    await person.as('/users/email/verify', { body: { code: changeCode } })
    later()
    await person.as('/users/password', {
      method: 'PUT',
      body: { currentPassword: PASSWORD, newPassword: NEW_PASSWORD },
    })
    const afterChange = (await sessionRows())[0]?.id
    later()
    const code = await resetCodeOf({ ...person, email: 'new@example.com' })
    later()
    const { body } = await person.service('/users/password/reset', {
      body: { email: 'new@example.com', code, password: PASSWORD },
    })
    const as: Person['as'] = (path) => call(path, { token: body.data.token })
    const [reset, requested, ...others] = await activity({ as })
    const [session] = await sessionRows()
    expect(reset).toMatchObject({ type: 'password_reset', sessionId: session?.id })
    expect(requested).toMatchObject({ type: 'password_reset_requested', sessionId: null })
    expect(others[0]?.sessionId).toBe(afterChange)
    expect(others.map(({ type }) => type)).toEqual([
      'password_changed',
      'email_changed',
      'email_change_requested',
      'email_verified',
      'registered',
    ])
  })

  it('is nothing of what only reads, refreshes, renames or is refused', async () => {
    const person = await newPerson()
    await person.as('/users/profile')
    await person.as('/users/sessions')
    await person.as('/users/account/export')
    await person.as('/users/profile', { method: 'PUT', body: { name: 'Robin' } })
    await call('/users/token/refresh', { body: { refreshToken: person.refreshToken } })
    await person.as('/users/email/verify', { body: { code: otherThan(person.mailbox.lastCode()) } })
    await person.as('/users/email', { method: 'PUT', body: { email: 'new@example.com', password: 'wrong' } })
    await person.as('/users/password', { method: 'PUT', body: { currentPassword: 'w', newPassword: NEW_PASSWORD } })
    await person.as('/users/sessions/nobodys', { method: 'DELETE' })
    expect(await eventTypes()).toEqual(['registered'])
  })
})

describe('the network of an event', () => {
  it.each([
    ['203.0.113.77', '203.0.113.0/24'],
    ['::ffff:203.0.113.77', '203.0.113.0/24'],
    ['2001:db8:85a3:8d3:1319:8a2e:370:7348', '2001:db8:85a3::/48'],
    ['2001:DB8:0085:8d3::1', '2001:db8:85::/48'],
    ['2001:db8::1', '2001:db8:0::/48'],
    ['::1', '0:0:0::/48'],
    ['2001::b:c:d:e:f:1', '2001:0:b::/48'],
    ['fe80::1%eth0', null],
    ['nonsense', null],
  ])('of %s is %s: a place and not a person', async (address, ip) => {
    const person = await newPerson()
    later()
    await person.signIn({ 'cf-connecting-ip': address })
    expect(await newest(person)).toMatchObject({ type: 'logged_in', ip })
    expect(JSON.stringify(await eventRows())).not.toContain(`"${address}"`)
  })

  it('is not what a proxy header claims', async () => {
    const person = await newPerson()
    later()
    await person.signIn({ 'x-forwarded-for': '203.0.113.77', 'x-real-ip': '203.0.113.77' })
    expect(await newest(person)).toMatchObject({ type: 'logged_in', ip: null })
  })
})

describe('an event', () => {
  it('is written in the batch of its change: one trip, and neither without the other', async () => {
    const person = await newPerson()
    const { token } = await person.signIn()
    const before = await eventTypes()
    let trips = 0
    const DB = interceptD1(async () => {
      trips++
      throw new Error('D1_ERROR: D1 DB is overloaded. Requests queued for too long.')
    })
    const down = serviceWith({ DB, EMAIL: person.mailbox.EMAIL })
    expect((await down('/users/sessions', { method: 'DELETE', token })).status).toBe(503)
    expect((await down('/users/logout', { method: 'POST', token })).status).toBe(503)
    expect(trips).toBe(2)
    expect(await eventTypes()).toEqual(before)
    expect(await sessionRows()).toHaveLength(2)
  })
})

describe('GET /users/activity', () => {
  /** Every page, following the cursors. */
  async function pages({ as }: Person): Promise<Item[][]> {
    const found: Item[][] = []
    for (let cursor: string | undefined = ''; cursor !== undefined; ) {
      const query: string = cursor && `?cursor=${encodeURIComponent(cursor)}`
      const { status, body } = await as(`/users/activity${query}`)
      if (status !== 200 || found.length > 10) throw new Error(`reading failed: ${body.code}`)
      found.push(body.data)
      cursor = body.nextCursor
    }
    return found
  }

  it('gives all of it page by page, newest first, each event once', async () => {
    const person = await newPerson()
    await addEvents(person._id, 120)
    const [first = [], ...others] = await pages(person)
    expect([first, ...others].map(({ length }) => length)).toEqual([50, 50, 21])
    const all = [first, ...others].flat()
    expect(new Set(all.map(({ _id }) => _id)).size).toBe(121)
    const times = all.map(({ createdAt }) => createdAt)
    expect(times).toEqual([...times].sort().reverse())
    expect(first[0]?.type).toBe('registered')
  })

  it('loses and repeats none of many that happened at one moment', async () => {
    const person = await newPerson()
    for (let batch = 0; batch < 60; batch++) await addEvents(person._id, 1, 1_700_000_000_000)
    const all = (await pages(person)).flat()
    expect(all).toHaveLength(61)
    expect(new Set(all.map(({ _id }) => _id)).size).toBe(61)
  })

  it('goes on where it was, whatever happens in the meantime', async () => {
    stopClock()
    const person = await newPerson()
    await addEvents(person._id, 60)
    const { body } = await person.as('/users/activity')
    advance(HOUR)
    await person.signIn()
    const second = await person.as(`/users/activity?cursor=${encodeURIComponent(body.nextCursor)}`)
    const ids = [...body.data, ...second.body.data].map(({ _id }: Item) => _id)
    expect(ids).toHaveLength(61)
    expect(new Set(ids).size).toBe(61)
  })

  it('has no cursor where there is no more, also for exactly one page', async () => {
    const person = await newPerson()
    expect((await person.as('/users/activity')).body).not.toHaveProperty('nextCursor')
    await addEvents(person._id, 49)
    const { body } = await person.as('/users/activity')
    expect(body.data).toHaveLength(50)
    expect(body).not.toHaveProperty('nextCursor')
  })

  it('has a cursor that is safe in a URL, and tells nothing of the user', async () => {
    const person = await newPerson()
    await addEvents(person._id, 60)
    const { nextCursor } = (await person.as('/users/activity')).body
    expect(nextCursor).toMatch(/^[\w-]+$/)
    expect(atob(nextCursor.replaceAll('-', '+').replaceAll('_', '/'))).not.toContain(person._id)
  })

  it("has nothing of anybody else's", async () => {
    const stranger = await newPerson({ email: 'stranger@example.com' })
    await addEvents(stranger._id, 10)
    expect(await activity(await newPerson())).toHaveLength(1)
  })
})
