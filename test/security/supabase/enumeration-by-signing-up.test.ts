import { describe, expect, it } from 'vitest'
import { faceOf, SETTINGS } from '../../supabase/support/face.ts'
import { countingD1 } from '../../support/d1.ts'
import { openMailbox } from '../../support/mailbox.ts'
import { countSlices } from '../../support/production-limits.ts'
import { userRows, verifyEmail } from '../../support/rows.ts'
import { serviceWith } from '../../support/service.ts'
import { PASSWORD } from '../../support/users.ts'

// The protocol itself tells: with confirmation off by 422, with it on by a user without identities. Nothing else may.

const TAKEN = 'taken@example.com'

/** A sign-up with an address, as a stranger sees it. */
async function signUp(email: string) {
  const { DB, trips } = countingD1()
  const service = serviceWith({ ...SETTINGS, SUPABASE_AUTOCONFIRM: 'off', EMAIL: openMailbox().EMAIL, DB })
  const { status, headers, body } = await faceOf(service)('/signup', { body: { email, password: PASSWORD } })
  return { status, headers: [...headers.keys()].sort(), body, trips: trips() }
}

const shapeOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([name, member]) => [name, shapeOf(member)]))
    : typeof value

describe.each(['unconfirmed', 'confirmed'])('an address that is taken, and %s', (state) => {
  const take = async () => {
    await signUp(TAKEN)
    if (state === 'confirmed') await verifyEmail((await userRows())[0]?.id ?? '')
  }

  it('costs the same round trip, and looks like a new one but for the identities', async () => {
    await take()
    const taken = await signUp(TAKEN)
    const free = await signUp('free@example.com')
    expect(taken.body.identities).toEqual([])
    expect({ ...taken, body: shapeOf({ ...taken.body, identities: [] }) }).toEqual({
      ...free,
      body: shapeOf({ ...free.body, identities: [] }),
    })
  })

  it('costs the same PBKDF2 slices', async () => {
    await take()
    const free = await countSlices(() => signUp('free@example.com'))
    expect(free).toBeGreaterThan(0)
    expect(await countSlices(() => signUp(TAKEN))).toBe(free)
  })

  it('tells nothing of its user: neither their id nor when they came nor what they are called', async () => {
    await take()
    const [user] = await userRows()
    const { body: first } = await signUp(TAKEN)
    const { body: second } = await signUp(TAKEN)
    expect(first.id).not.toBe(second.id)
    expect(JSON.stringify(first)).not.toContain(user?.id)
    expect(new Date(first.created_at).getTime()).toBeGreaterThan(Number(user?.created_at))
  })

  it('changes nothing of them: neither their password nor what they have said', async () => {
    await take()
    const before = await userRows()
    await signUp(TAKEN)
    expect(await userRows()).toEqual(before)
  })
})
