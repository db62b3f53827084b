import { describe, expect, it } from 'vitest'
import { countingD1 } from '../support/d1.ts'
import { call, serviceWith } from '../support/service.ts'
import { registerUser } from '../support/users.ts'

describe('smoke', () => {
  it('registers and reads', async () => {
    const { token } = await registerUser()
    const { DB, trips } = countingD1()
    const counted = serviceWith({ DB })
    const { status, body } = await counted('/users/profile', { token })
    expect(status).toBe(200)
    expect(body.data.name).toBe('Syamlal')
    expect(trips()).toBe(1)
    expect((await call('/nowhere')).body.code).toBe('not_found')
  })
})
