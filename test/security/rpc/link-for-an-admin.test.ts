import { beforeEach, describe, expect, it } from 'vitest'
import { newAdmin } from '../../support/admin.ts'
import { auditRows } from '../../support/audit.ts'
import { advance, MINUTE, stopClock } from '../../support/clock.ts'
import { interceptD1 } from '../../support/d1.ts'
import { newPerson } from '../../support/person.ts'
import { setRoles } from '../../support/roles.ts'
import { dump } from '../../support/rows.ts'
import { usersFor } from '../../support/rpc.ts'

// A Worker that delivers links is taken over, and asks for one that sets the password of an admin.

const SETTINGS = { PUBLIC_URL: 'https://api.example.com' }
const LINKS = { name: 'support', scopes: ['links'] }

beforeEach(() => {
  stopClock()
})

describe('a link for an admin', () => {
  it('is given to nobody', async () => {
    const admin = await newAdmin()
    advance(MINUTE)
    const before = await dump()
    for (const purpose of ['reset_password', 'verify_email']) {
      const { problem } = await usersFor(LINKS, SETTINGS).issueLinkFor(admin._id, purpose)
      expect(problem.errors).toEqual([{ path: 'id', message: expect.stringContaining('is an admin') }])
    }
    expect(await dump()).toEqual(before)
  })

  it.each(['reset_password', 'verify_email'])('nor for one who has just become an admin: %s', async (purpose) => {
    const user = await newPerson()
    advance(MINUTE)
    let trips = 0
    const DB = interceptD1(async (run) => {
      if (++trips === 2) await setRoles(user._id, ['admin']) // between looking at them and making the link
      return run()
    })
    const { data, problem } = await usersFor(LINKS, { ...SETTINGS, DB }).issueLinkFor(user._id, purpose)
    expect([data, problem.code]).toEqual([undefined, 'invalid_request'])
    expect(await auditRows()).toEqual([])
  })
})
