import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { openPrimary, run } from '../../../src/db/database.ts'
import { recordMerge } from '../../../src/db/statements/guests.gen.ts'
import { createGuest } from '../../support/guests.ts'
import { eventRows, eventTypes, sessionRows } from '../../support/rows.ts'
import { registerUser } from '../../support/users.ts'

// A guest is deleted by whoever signs in with the first factor alone, of whom a session that owes the second one is made.

it('a sign-in that owes a second factor merges no guest', async () => {
  const { _id } = await registerUser()
  const guest = await createGuest()
  const sessions = await sessionRows()
  const sessionId = String(sessions.find(({ user_id }) => user_id === _id)?.id)
  const guestSessionId = String(sessions.find(({ user_id }) => user_id === guest._id)?.id)
  const signInId = String((await eventRows()).find(({ user_id }) => user_id === _id)?.id)
  const event = { type: 'guest_merged', createdAt: new Date(), sessionId, ip: null, deviceName: null } as const
  const merges = async (eventId: string) => {
    const merge = recordMerge({ ...event, _id: eventId, signInId, guestId: guest._id, guestSessionId })
    await run({ session: openPrimary(env.DB), outbox: undefined }, merge)
    return (await eventTypes()).includes('guest_merged')
  }
  await env.DB.prepare('UPDATE sessions SET second_factor_due = 1 WHERE id = ?').bind(sessionId).run()
  expect(await merges('first')).toBe(false)
  await env.DB.prepare('UPDATE sessions SET second_factor_due = 0').run()
  expect(await merges('second')).toBe(true)
})
