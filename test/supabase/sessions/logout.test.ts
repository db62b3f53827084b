import { describe, expect, it } from 'vitest'
import { eventTypes, sessionRows } from '../../support/rows.ts'
import { PASSWORD } from '../../support/users.ts'
import { asUser, face, signUp } from '../support/face.ts'

/** Two sessions of one user, and one of another. */
async function sessions() {
  const { email, as } = await signUp()
  await signUp()
  const { body } = await face('/token?grant_type=password', { body: { email, password: PASSWORD } })
  return { as, other: asUser(face, body.access_token) }
}

const isLive = async (as: typeof face) => (await as('/user')).status === 200

describe('POST /logout', () => {
  it.each([
    ['', false, false],
    ['?scope=', false, false],
    ['?scope=global', false, false],
    ['?scope=local', false, true],
    ['?scope=others', true, false],
  ])('%s: this session lives on: %s, the other: %s', async (query, own, others) => {
    const { as, other } = await sessions()
    const { status, body } = await as(`/logout${query}`, { method: 'POST' })
    expect({ status, body }).toEqual({ status: 204, body: '' })
    expect({ own: await isLive(as), others: await isLive(other) }).toEqual({ own, others })
    expect(await sessionRows()).toHaveLength(1 + Number(own) + Number(others)) // and that of the other user
  })

  it.each(['all', 'constructor'])('refuses the scope of %s', async (scope) => {
    const { as } = await sessions()
    expect(await as(`/logout?scope=${scope}`, { method: 'POST' })).toMatchObject({
      status: 400,
      body: { code: 'validation_failed' },
    })
    expect(await isLive(as)).toBe(true)
  })

  it.each(['global', 'local'])('is no failure for a session that has ended: %s', async (scope) => {
    const { as, other } = await sessions()
    await as('/logout?scope=local', { method: 'POST' })
    expect((await as(`/logout?scope=${scope}`, { method: 'POST' })).status).toBe(204)
    expect(await isLive(other)).toBe(true)
  })

  it('records that all sessions were ended, which ends those of an old backend, too', async () => {
    const { as } = await sessions()
    await as('/logout', { method: 'POST' })
    expect((await eventTypes()).filter((type) => type.includes('ended') || type.includes('out'))).toEqual([
      'logged_out',
      'other_sessions_ended',
    ])
  })
})
