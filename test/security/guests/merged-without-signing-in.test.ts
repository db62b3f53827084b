import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { openPrimary, run } from '../../../src/db/database.ts'
import { recordMerge } from '../../../src/db/statements/guests.gen.ts'
import { createGuest, exists } from '../../support/guests.ts'
import { apple } from '../../support/providers.ts'
import { disableUser, eventRows, eventTypes, onlySession } from '../../support/rows.ts'
import { call } from '../../support/service.ts'
import { PASSWORD, registerUser } from '../../support/users.ts'

const EMAIL = 'syamlal@example.com'

describe('a guest is not deleted by whoever', () => {
  it('gives a wrong password', async () => {
    await registerUser()
    const guest = await createGuest()
    await call('/users/login', { body: { email: EMAIL, password: 'wrong', guestToken: guest.token } })
    expect(await exists(guest._id)).toBe(true)
  })

  it('is disabled', async () => {
    const user = await registerUser()
    await disableUser(user._id)
    const guest = await createGuest()
    await call('/users/login', { body: { email: EMAIL, password: PASSWORD, guestToken: guest.token } })
    expect(await exists(guest._id)).toBe(true)
  })

  it('may not have the account of the email at their provider', async () => {
    await registerUser({ email: 'robin@icloud.example' })
    const guest = await createGuest()
    const body = { idToken: await apple.idToken(), guestToken: guest.token }
    expect((await call('/users/login/apple', { body })).body.code).toBe('account_exists')
    expect(await exists(guest._id)).toBe(true)
  })

  it('has only shown the first of two factors', async () => {
    const { _id } = await registerUser()
    await env.DB.prepare('DELETE FROM sessions').run()
    const guest = await createGuest()
    const [signIn] = (await eventRows()).filter(({ user_id }) => user_id === _id)
    const { id: guestSessionId } = await onlySession()
    const event = { type: 'guest_merged', createdAt: new Date(), sessionId: null, ip: null, deviceName: null } as const
    const merge = { ...event, signInId: String(signIn?.id), guestId: guest._id, guestSessionId }
    const merges = async (_id: string) => {
      await run({ session: openPrimary(env.DB), outbox: undefined }, recordMerge({ ...merge, _id }))
      return (await eventTypes()).includes('guest_merged')
    }
    await env.DB.prepare("UPDATE events SET type = 'second_factor_asked' WHERE id = ?").bind(merge.signInId).run()
    expect(await merges('first')).toBe(false)
    await env.DB.prepare("UPDATE events SET type = 'logged_in' WHERE id = ?").bind(merge.signInId).run()
    expect(await merges('second')).toBe(true)
  })
})
