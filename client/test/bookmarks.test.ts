import { describe, expect, it } from 'vitest'
import { advance, DAY } from '../../test/support/clock.ts'
import { answer, openGate, openPhone, openSignedInPhone, problem, sendToService } from './support/phone.ts'

/** A bookmark of the form that D1 gives them, which sort by age. */
const bookmark = (age: number) => `${String(age).padStart(8, '0')}-00000000-00000000-${'0'.repeat(32)}`

/** A service that answers each call with the next of these bookmarks, as soon as its gate opens. */
function openService(...bookmarks: (number | undefined)[]) {
  const gates = bookmarks.map(openGate)
  let calls = 0
  const phone = openPhone({
    fetch: async () => {
      const index = calls++
      await gates[index]?.opened
      const age = bookmarks[index]
      return answer(200, { data: { status: 'ok' } }, age === undefined ? {} : { 'x-d1-bookmark': bookmark(age) })
    },
  })
  const sent = () => phone.requests.map(({ headers }) => headers['x-d1-bookmark'])
  return { client: phone.client, sent, open: (index: number) => gates[index]?.open() }
}

describe('x-d1-bookmark', () => {
  it('goes with the next call, so that a user reads what they wrote', async () => {
    const { client, sent, open } = openService(1, 2, 3)
    for (const index of [0, 1, 2]) {
      open(index)
      await client.getHealth()
    }
    expect(sent()).toEqual([undefined, bookmark(1), bookmark(2)])
  })

  it('stays the newest one, when an older answer comes later', async () => {
    const { client, sent, open } = openService(1, 2, 3)
    const slow = client.getHealth()
    const fast = client.getHealth()
    open(1)
    await fast
    open(0)
    await slow
    open(2)
    await client.getHealth()
    expect(sent()).toEqual([undefined, undefined, bookmark(2)])
  })

  it('stays when an answer has none', async () => {
    const { client, sent, open } = openService(1, undefined, 3)
    for (const index of [0, 1, 2]) {
      open(index)
      await client.getHealth()
    }
    expect(sent()).toEqual([undefined, bookmark(1), bookmark(1)])
  })

  it('is taken from failures, too', async () => {
    const { client, requests } = openPhone({
      fetch: async () => problem(404, 'user_not_found', {}, { 'x-d1-bookmark': bookmark(1) }),
    })
    await client.getPublicProfile('1').catch(() => {})
    await client.getPublicProfile('1').catch(() => {})
    expect(requests[1]?.headers).toMatchObject({ 'x-d1-bookmark': bookmark(1) })
  })

  it('is stored with a sign-in: an app that starts again must not meet a replica that does not know the session', async () => {
    const { storage, stored } = await openSignedInPhone()
    const restarted = openPhone({ storage })
    await restarted.client.getProfile()
    expect(restarted.requests[0]?.headers['x-d1-bookmark']).toBe((await stored()).bookmark)
  })

  it('is stored again with each token', async () => {
    let calls = 0
    const { client, stored } = await openSignedInPhone({
      fetch: async (url, init) => {
        const { headers, ...response } = await sendToService(url, init)
        const newest = bookmark(++calls)
        return { ...response, headers: { get: (name) => (name === 'x-d1-bookmark' ? newest : headers.get(name)) } }
      },
    })
    expect((await stored()).bookmark).toBe(bookmark(1))
    advance(6 * DAY)
    await client.getProfile()
    expect((await stored()).bookmark).toBe(bookmark(2))
    await client.refreshToken()
    expect((await stored()).bookmark).toBe(bookmark(3))
  })
})
