import { afterEach, describe, expect, it } from 'vitest'
import { newAdmin } from '../../support/admin.ts'
import { countingD1 } from '../../support/d1.ts'
import { forge, withoutSignature } from '../../support/forge.ts'
import { access, google, mendProviders, newKey } from '../../support/providers.ts'
import { everyRoute } from '../../support/routes/index.ts'
import { serviceWith } from '../../support/service.ts'
import { readKey, WITH_KEYS, withKey } from '../../support/service-keys.ts'

const GATE = { ...WITH_KEYS, ACCESS_TEAM: 'acme', ACCESS_AUD: access.audiences[0] }
const service = serviceWith(GATE)

const with_ = (assertion: string) => ({ 'cf-access-jwt-assertion': assertion })
/** Once Access may be asked whether the key is a new one of its own. */
async function madeByGoogle() {
  access.passCooldown()
  return google.idToken({ aud: access.audiences[0], iss: access.issuer })
}

const now = () => Math.floor(Date.now() / 1_000)

afterEach(mendProviders)

describe('behind Cloudflare Access', () => {
  it('an admin and a service are let in with what Access has signed, also for a service token', async () => {
    const { token } = await newAdmin()
    for (const claims of [{}, { sub: '', common_name: 'crm.access' }, { aud: ['another', access.audiences[0]] }]) {
      const assertion = await access.idToken(claims)
      expect((await service('/admin/users', { token, headers: with_(assertion) })).status).toBe(200)
      const headers = { ...withKey(readKey.key).headers, ...with_(assertion) }
      expect((await service('/admin/users', { headers })).status).toBe(200)
    }
  })

  const FORGED: [string, () => Promise<string>][] = [
    ['nothing', async () => ''],
    ['no token', async () => 'yes'],
    ['a token of another application', () => access.idToken({ aud: ['another'] })],
    ['a token of another team', () => access.idToken({ iss: 'https://mallory.cloudflareaccess.com' })],
    ['a token that has expired', () => access.idToken({ exp: now() - 1 })],
    ['a token without an end', () => access.idToken({ exp: undefined })],
    ['a token from the future', () => access.idToken({ iat: now() + 3_600, nbf: now() + 3_600 })],
    ['a token signed with another key', async () => access.idToken({}, await newKey((await access.firstKey()).kid))],
    [
      'a token without a signature',
      async () => forge(await access.idToken(), { header: { alg: 'none' }, sign: withoutSignature }),
    ],
    ['a token of Google', madeByGoogle],
  ]

  it.each(FORGED)('nobody is let in with %s', async (_, make) => {
    const { token } = await newAdmin()
    const { DB, trips } = countingD1()
    const { status, body } = await serviceWith({ ...GATE, DB })('/admin/users', { token, headers: with_(await make()) })
    expect([status, body.code]).toEqual([403, 'access_required'])
    expect(trips()).toBe(0)
  })

  it('every call of operators is, before anything is said of a token', async () => {
    for (const { route } of everyRoute.filter(({ isForAdmins }) => isForAdmins)) {
      const [method = '', path = ''] = route.split(' ')
      const { body } = await service(path, { method, token: 'anything' })
      expect([route, body.code]).toEqual([route, 'access_required'])
    }
  })

  it('so is the console, with all that its page loads', async () => {
    for (const path of ['/admin', '/admin/', '/Admin', '/admin/assets/index-abc.js']) {
      const { status, body } = await service(path)
      expect([path, status, body.code]).toEqual([path, 403, 'access_required'])
    }
  })

  it('no other spelling of a path leads round it', async () => {
    const { token } = await newAdmin()
    for (const path of ['/ADMIN', '/%61dmin', '/Admin/USERS', '/admin/users/', '/adm%69n/users']) {
      for (const method of ['GET', 'HEAD']) {
        expect([path, method, (await service(path, { method, token })).status]).toEqual([path, method, 403])
      }
    }
    for (const path of ['//admin', '//admin/users', '/./admin//users', '/admin%2fusers', '/admin/users%00']) {
      expect([path, [403, 404].includes((await service(path, { token })).status)]).toEqual([path, true])
    }
  })

  it('the app’s API is not', async () => {
    const { token } = await newAdmin()
    expect((await service('/users/profile', { token })).status).toBe(200)
  })

  it('nobody is let in while the keys of the team cannot be fetched', async () => {
    access.outlastKeys()
    const { token } = await newAdmin({ settings: {} })
    access.breakKeys(() => Promise.reject(new TypeError('secret: connection refused')))
    const { status, headers, body } = await service('/admin/users', { token, headers: with_(await access.idToken()) })
    expect([status, body.code]).toEqual([503, 'unavailable'])
    expect(headers.get('retry-after')).toMatch(/^[1-9]\d*$/)
    expect(JSON.stringify(body)).not.toContain('secret')
  })
})
