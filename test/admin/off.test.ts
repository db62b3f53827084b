import { expect, it } from 'vitest'
import { newAdmin } from '../support/admin.ts'
import { everyRoute } from '../support/routes/index.ts'
import { type Answer, serviceWith } from '../support/service.ts'
import { WITH_KEYS, withKey, writeKey } from '../support/service-keys.ts'

const off = serviceWith({ ADMIN: 'off', ...WITH_KEYS })

/** What tells one answer from another. */
const seen = ({ status, headers, body }: Answer) => {
  const told = Object.fromEntries([...headers].filter(([name]) => !['x-request-id', 'x-d1-bookmark'].includes(name)))
  return { status, headers: told, body: { ...body, requestId: undefined, instance: undefined } }
}

const paths = [
  ...new Set(everyRoute.filter(({ isForAdmins }) => isForAdmins).map(({ route }) => route.split(' ')[1] ?? '')),
]

it.each(['/admin', ...paths])('where ADMIN is off, %s is like a path that there has never been', async (path) => {
  const { token } = await newAdmin()
  for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
    for (const call of [{}, { token }, withKey(writeKey.key), { headers: { origin: 'https://app.example' } }]) {
      const nothing = await off('/nothing/at/all', { method, ...call })
      expect(seen(await off(path, { method, ...call }))).toEqual(seen(nothing))
    }
  }
})

it('where ADMIN is off, no setting of operators is read', async () => {
  const service = serviceWith({ ADMIN: 'off', SERVICE_KEYS: 'nonsense', ACCESS_TEAM: 'no team', ACCESS_AUD: '' })
  expect((await service('/health')).status).toBe(200)
})
