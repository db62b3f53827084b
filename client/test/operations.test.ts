import { describe, expect, it } from 'vitest'
import type { Operation } from '../../test/contract/document.ts'
import { documentedRoutes } from '../../test/contract/documented-routes.ts'
import { ORIGIN } from '../../test/support/origin.ts'
import { exampleOf } from '../../test/support/routes/example.ts'
import { serviceWith } from '../../test/support/service.ts'
import { PASSWORD } from '../../test/support/users.ts'
import { createAdmin } from '../admin/index.ts'
import { createClient, type Fetch, memoryStorage } from '../index.ts'
import { answer, openPhone, openSignedInPhone, sendTo } from './support/phone.ts'

/** What the service has for apps; a page is for browsers. */
const isForApps = ({ success, responses }: Operation) =>
  success === 204 || responses[success]?.content['application/json']

const called = documentedRoutes.filter(({ operation }) => isForApps(operation))
const forApps = called.filter(({ isForAdmins }) => !isForAdmins)

/** The parts of a path that stand for something, such as an id. */
function pathArguments(route: string, path: string): string[] {
  const [, template = ''] = route.split(' ')
  const pattern = new RegExp(`^${template.replaceAll(/:\w+/g, '([^/?]+)')}`)
  return [...(pattern.exec(path) ?? [])].slice(1)
}

describe.each(called)('$id ($route)', (route) => {
  it('is a method of the client, which makes the call and gives what is in its answer', async () => {
    const { user, mailbox, path, call } = await exampleOf(route)
    const sent: string[] = []
    const answers: any[] = []
    const storage = memoryStorage()
    storage.set(JSON.stringify({ id: '1', token: user.token, refreshToken: user.refreshToken }))
    const send = sendTo(serviceWith({ EMAIL: mailbox.EMAIL, ...route.settings }))
    const fetch: Fetch = async (url, init) => {
      sent.push(`${init.method} ${url.slice(ORIGIN.length)}`)
      const response = await send(url, init)
      answers.push(JSON.parse((await response.text()) || 'null'))
      return response
    }
    const client: any = route.isForAdmins
      ? createAdmin({ url: ORIGIN, token: () => user.token, fetch })
      : createClient({ baseUrl: ORIGIN, storage, fetch })

    const result = await client[route.id](
      ...pathArguments(route.route, path),
      ...(call.body || call.bytes ? [call.body ?? call.bytes] : []),
    )

    expect(sent).toEqual([`${call.method} ${path}`])
    const [whole] = answers
    const { token, refreshToken, ...given } = whole?.data?.refreshToken ? whole.data : { ...whole?.data }
    const isNothing = Object.keys(given).length === 0 // but tokens
    if (route.success === 204 || (token && isNothing)) expect(result).toBeUndefined()
    else if (token) expect(result).toEqual(given)
    else expect([whole, whole.data]).toContainEqual(result)
  })
})

it('has no method that the document does not know', () => {
  const own = ['isSignedIn', 'status', 'lastProfile', 'accessToken', 'adopt', 'forget', 'on']
  const methods = forApps.map(({ id }) => id)
  expect(Object.keys(openPhone().client).sort()).toEqual([...methods, ...own].sort())
})

describe('what an app puts into an address', () => {
  it.each([
    ['a/b', 'a%2Fb'],
    ['../profile', '..%2Fprofile'],
    ['a b?c#d&e', 'a%20b%3Fc%23d%26e'],
    ['ü😀', '%C3%BC%F0%9F%98%80'],
    ['%2e%2e', '%252e%252e'],
    ['...', '...'],
  ])('stays in its place: %s', async (id, encoded) => {
    const { client, paths } = openPhone({ fetch: async () => answer(200, { data: { _id: 'x' } }) })
    await client.getPublicProfile(id)
    expect(paths()).toEqual([`/users/profile/public/${encoded}`])
  })

  // An empty one would end all sessions but this: DELETE /users/sessions/.
  it.each(['', '.', '..', undefined as any])(
    'is refused, and nothing sent, where it would lead elsewhere: %j',
    async (id) => {
      const { client, requests } = await openSignedInPhone()
      await expect(client.endSession(id)).rejects.toThrow(TypeError)
      expect(requests).toEqual([])
    },
  )

  it('is encoded in a query, and left out without one', async () => {
    const { client, paths } = await openSignedInPhone()
    await client.listActivity()
    await client.listActivity({})
    await client.listActivity({ cursor: 'a=b&c' }).catch(() => {})
    expect(paths()).toEqual(['/users/activity', '/users/activity', '/users/activity?cursor=a%3Db%26c'])
  })

  it.each([undefined, null])('is left out of a query and a body where it is %s', async (nothing: any) => {
    const { client, requests, stored } = await openSignedInPhone()
    const { refreshToken } = await stored()
    await client.listActivity(nothing)
    await client.listActivity({ cursor: nothing })
    expect(requests.map(({ path }) => path)).toEqual(['/users/activity', '/users/activity'])
    await client.updateProfile({ name: 'Robin', bio: undefined as any })
    expect(requests.at(-1)?.body).toBe('{"name":"Robin"}')
    await client.login({ email: 'syamlal@example.com', password: PASSWORD, deviceToken: nothing })
    expect(JSON.parse(String(requests.at(-1)?.body ?? ''))).toHaveProperty('deviceToken', refreshToken)
  })
})

it.each(['https://api.example.com', 'https://api.example.com/', 'https://api.example.com//'])(
  'takes the address of the service with and without slashes: %s',
  async (baseUrl) => {
    const urls: string[] = []
    const fetch = async (url: string) => {
      urls.push(url)
      return answer(200, { data: { status: 'ok' } })
    }
    await createClient({ baseUrl, storage: memoryStorage(), fetch }).getHealth()
    expect(urls).toEqual(['https://api.example.com/health'])
  },
)

/** Makes a client as JavaScript does, which looks at no types. */
const createFrom = (options: object) => Reflect.apply(createClient, undefined, [options])

it.each([
  '',
  '/',
  'localhost:3001',
  '//api.example.com',
  'ftp://api.example.com',
  'https://',
  'https:///users',
  'https://a b',
  undefined,
  null,
  {},
])('is not made for what is no URL: %s', (baseUrl) => {
  expect(() => createFrom({ baseUrl, storage: memoryStorage() })).toThrow(TypeError)
  expect(() => createFrom({ baseUrl, storage: memoryStorage() })).toThrow(
    `baseUrl must be a URL such as https://api.example.com, not '${baseUrl}'`,
  )
})

it.each([0, -1, Number.NaN, '15s'])('is not made for what is no time limit: %s', (timeout) => {
  expect(() => createFrom({ baseUrl: ORIGIN, storage: memoryStorage(), timeout })).toThrow(TypeError)
})

it.each([undefined, null, {}, 'localStorage'])('is not made for what is no storage: %s', (storage) => {
  expect(() => createFrom({ baseUrl: ORIGIN, storage })).toThrow(
    new TypeError('storage must be one such as memoryStorage() makes'),
  )
})

it('sends a token only where one is demanded', async () => {
  const { client, requests } = await openSignedInPhone()
  const { _id } = await client.getProfile()
  await client.getPublicProfile(_id)
  await client.login({ email: 'syamlal@example.com', password: 'wrong' }).catch(() => {})
  expect(requests.map(({ headers }) => 'authorization' in headers)).toEqual([true, false, false])
})

it('sends no body and no content type where there is none', async () => {
  const { client, requests } = await openSignedInPhone()
  await client.logout()
  expect(Object.keys(requests[0] ?? {})).toEqual(['path', 'method', 'headers', 'signal'])
  expect(Object.keys(requests[0]?.headers ?? {})).not.toContain('content-type')
})

it('calls a fetch without a this, as browsers demand', async () => {
  let receiver: unknown = 'not called'
  const fetch = async function (this: unknown) {
    receiver = this
    return answer(200, { data: { status: 'ok' } })
  }
  await createClient({ baseUrl: ORIGIN, storage: memoryStorage(), fetch }).getHealth()
  expect(receiver).toBeUndefined()
})
