import { beforeEach, describe, expect, it } from 'vitest'
import { documentedRoutes } from '../../../test/contract/documented-routes.ts'
import { makeAdmin } from '../../../test/support/admin.ts'
import { ORIGIN } from '../../../test/support/origin.ts'
import { setRoles } from '../../../test/support/roles.ts'
import { serviceWith } from '../../../test/support/service.ts'
import { registerUser, type SignedIn } from '../../../test/support/users.ts'
import { createAdmin, everyItem, type Fetch, LatchkeyError } from '../../admin/index.ts'
import { sendTo } from '../support/phone.ts'

const KEY = `lk_${'A'.repeat(43)}`

let service = serviceWith()
let admin: SignedIn

beforeEach(async () => {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(KEY))
  const hash = new Uint8Array(digest).toBase64({ alphabet: 'base64url', omitPadding: true })
  service = serviceWith({ SERVICE_KEYS: `robot:read+write:${hash}` })
  admin = await registerUser({}, service)
  await makeAdmin(admin._id)
})

const withKey = (key = KEY) => createAdmin({ url: ORIGIN, key, fetch: sendTo(service) })
const withToken = (token: () => string | undefined | Promise<string | undefined>, onToken?: (token: string) => void) =>
  createAdmin({ url: ORIGIN, token, onToken, fetch: sendTo(service) })

describe('the client of the admin API', () => {
  it('has a method for each of its operations, and no other', () => {
    const operations = documentedRoutes.filter(({ isForAdmins }) => isForAdmins).map(({ id }) => id)
    expect(Object.keys(withKey()).sort()).toEqual(operations.sort())
  })

  it('calls with a service key', async () => {
    const { _id, name, token } = await registerUser({ email: 'other@example.com', name: 'Robin' }, service)
    expect(await withKey().getUser(_id)).toMatchObject({ _id, name })
    await withKey().disableUser(_id, { reason: 'Sends spam' })
    expect((await service('/users/profile', { token })).status).toBe(401) // their sessions have ended
  })

  it('calls with the token of an admin, which it asks for at each call', async () => {
    let asked = 0
    const client = withToken(async () => {
      asked++
      return admin.token
    })
    expect((await client.getFigures({ period: '30d' })).buckets).toHaveLength(30)
    expect((await client.getSettings()).settings.length).toBeGreaterThan(20)
    expect(asked).toBe(2)
  })

  it('hands on a fresh token', async () => {
    await setRoles(admin._id, ['admin', 'editor'])
    const tokens: string[] = []
    const client = withToken(
      () => admin.token,
      (token) => tokens.push(token),
    )
    await client.getAdminHealth()
    expect(tokens).toHaveLength(1)
    expect((await service('/users/profile', { token: tokens[0] ?? '' })).status).toBe(200)
  })

  it('fails with the code of the service, or one of its own', async () => {
    const code = (call: Promise<unknown>) =>
      call.then(
        () => 'none',
        (error: unknown) => error instanceof LatchkeyError && error.code,
      )
    expect(await code(withKey().getUser('nobody'))).toBe('user_not_found')
    expect(await code(withKey(`lk_${'B'.repeat(43)}`).getUser(admin._id))).toBe('service_key_invalid')
    expect(await code(withToken(() => undefined).getSettings())).toBe('token_missing')
    const offline: Fetch = async () => {
      throw new TypeError('offline')
    }
    expect(await code(createAdmin({ url: ORIGIN, key: KEY, fetch: offline }).getSettings())).toBe('network_error')
    const { token } = await registerUser({ email: 'other@example.com' }, service)
    expect(await code(withToken(() => token).getSettings())).toBe('role_required')
  })

  it('is not made with what no call could succeed with', () => {
    expect(() => createAdmin({ url: 'api.example.com', key: KEY })).toThrow('url must be a URL such as https://api')
    expect(() => createAdmin({ url: ORIGIN, key: 'secret' })).toThrow('key must be a service key: lk_...')
    expect(() => createAdmin({ url: ORIGIN, key: KEY, timeout: 0 })).toThrow('timeout must be')
  })
})

describe('every item', () => {
  it('of a list comes in its order, page by page, as far as one reads', async () => {
    const names = ['Ann', 'Bob', 'Cleo', 'Dan']
    for (const name of names) await registerUser({ email: `${name}@example.com`, name }, service)
    const client = withKey()
    const cursors: (string | undefined)[] = []
    const found: string[] = []
    const list = (cursor: string | undefined) => {
      cursors.push(cursor)
      return client.listUsers({ limit: '2', cursor })
    }
    for await (const { name } of everyItem(list)) found.push(name)
    expect(found.sort()).toEqual([...names, admin.name].sort())
    expect(cursors).toHaveLength(3)
    for await (const _ of everyItem(list)) break
    expect(cursors).toHaveLength(4)
  })
})
