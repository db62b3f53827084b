import { expect, it } from 'vitest'
import { userRows } from '../../support/rows.ts'
import { serviceWith } from '../../support/service.ts'
import { PASSWORD } from '../../support/users.ts'

const LIMIT = 3

it('a flood of guests from one IP address ends at the limit that registering has, too', async () => {
  let calls = 0
  const limit = async () => ({ success: ++calls <= LIMIT })
  const service = serviceWith({ LIMIT_REGISTER: { limit } })
  const begin = () => service('/users/guest', { body: {} })
  const responses = await Promise.all(Array.from({ length: 2 * LIMIT }, begin))
  expect(responses.map(({ status }) => status).sort()).toEqual([201, 201, 201, 429, 429, 429])
  const body = { name: 'X', email: 'x@example.com', password: PASSWORD }
  expect((await service('/users/register', { body })).status).toBe(429)
  expect(await userRows()).toHaveLength(LIMIT)
})
