import { describe, expect, it } from 'vitest'
import { countingD1 } from '../../support/d1.ts'
import { newPerson } from '../../support/person.ts'
import { dump } from '../../support/rows.ts'
import { serviceWith } from '../../support/service.ts'
import { foreignKey, readKey, WITH_KEYS, withKey, writeKey } from '../../support/service-keys.ts'

const service = serviceWith(WITH_KEYS)
const hashOf = ({ entry }: { entry: string }) => entry.split(':')[2] ?? ''

describe('a service key', () => {
  it.each([
    ['that nobody was given', foreignKey.key],
    ['cut short', writeKey.key.slice(0, -1)],
    ['that goes on', `${writeKey.key}A`],
    ['in capitals', `lk_${writeKey.key.slice(3).toUpperCase()}`],
    ['that is the hash in the settings', `lk_${hashOf(writeKey)}`],
    ['that is nothing but its beginning', 'lk_'],
    ['that is an entry of the settings', `lk_${writeKey.entry}`],
  ])('%s is refused, and the database is not asked', async (_, key) => {
    const { DB, trips } = countingD1()
    const { status, headers, body } = await serviceWith({ ...WITH_KEYS, DB })('/admin/users', withKey(key))
    expect([status, body.code]).toEqual([401, 'service_key_invalid'])
    expect(headers.get('www-authenticate')).toBe('Bearer error="invalid_token"')
    expect(JSON.stringify(body)).not.toContain(key)
    expect(trips()).toBe(0)
  })

  it('is counted by IP address when it is wrong, and by its service when it is right', async () => {
    const counted: string[] = []
    const LIMIT_GENERAL = {
      limit: async ({ key }: { key: string }) => {
        counted.push(key)
        return { success: counted.filter((each) => each === key).length <= 2 }
      },
    }
    const limited = serviceWith({ ...WITH_KEYS, LIMIT_GENERAL })
    const guess = () =>
      limited('/admin/users', { headers: { ...withKey(foreignKey.key).headers, 'cf-connecting-ip': '203.0.113.7' } })
    const codes = [await guess(), await guess(), await guess()].map(({ body }) => body.code)
    expect(codes).toEqual(['service_key_invalid', 'service_key_invalid', 'rate_limited'])
    expect((await limited('/admin/users', withKey(readKey.key))).status).toBe(200)
    expect(new Set(counted)).toEqual(new Set(['203.0.113.7', 'service reader']))
  })

  it('is taken from either header, and from both only if they agree', async () => {
    for (const call of [
      withKey(readKey.key),
      { token: readKey.key },
      { token: readKey.key, ...withKey(readKey.key) },
    ]) {
      expect((await service('/admin/users', call)).status).toBe(200)
    }
    const both = { token: readKey.key, ...withKey(writeKey.key) }
    expect((await service('/admin/users', both)).body.code).toBe('token_invalid')
  })

  it('that may only read changes nothing, and may ask for headers alone', async () => {
    const { _id } = await newPerson()
    const before = await dump()
    const { body } = await service(`/admin/users/${_id}/enable`, { method: 'POST', ...withKey(readKey.key) })
    expect(body.code).toBe('scope_missing')
    expect(await dump()).toEqual(before)
    expect((await service('/admin/users', { method: 'HEAD', ...withKey(readKey.key) })).status).toBe(200)
  })

  it('opens nothing of the app’s API', async () => {
    const { body } = await service('/users/profile', withKey(writeKey.key))
    expect(body.code).toBe('token_invalid')
  })

  it('is none where the settings have none', async () => {
    const { body } = await serviceWith()('/admin/users', withKey(readKey.key))
    expect(body.code).toBe('service_key_invalid')
  })
})

describe('a list of service keys', () => {
  it.each([
    ['lk_the-key-itself', 'must be entries such as'],
    [`reader:write:${hashOf(readKey)}`, 'must be entries such as'],
    [`reader:read:${hashOf(readKey)}A`, 'must be entries such as'],
    [`${readKey.entry},${foreignKey.entry}`, 'must not name a service twice'],
  ])('that is wrong lets nobody in, and does not say what stands in it: %s', async (SERVICE_KEYS, fault) => {
    const { expectLogs, loggedText } = await import('../../support/logs.ts')
    expectLogs('misconfigured')
    const { status, body } = await serviceWith({ SERVICE_KEYS })('/admin/users', withKey(readKey.key))
    expect([status, body.code]).toEqual([500, 'misconfigured'])
    expect(JSON.stringify(body) + loggedText()).toContain(fault)
    expect(JSON.stringify(body) + loggedText()).not.toContain(SERVICE_KEYS)
  })
})
