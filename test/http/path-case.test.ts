import { describe, expect, it } from 'vitest'
import { app } from '../../src/app.ts'
import { foldCase } from '../../src/http/fold-case.ts'
import { logged } from '../support/logs.ts'
import { call } from '../support/service.ts'
import { PASSWORD, registerUser } from '../support/users.ts'

const paths = [...new Set(app.routes.flatMap(({ method, path }) => (method === 'ALL' ? [] : [path])))]

/** The path with its words in capitals, and a parameter that is in both cases. */
const shout = (path: string) => path.replace(/[^/:]+/g, (word) => word.toUpperCase()).replace(/:\w+/g, 'aBcD')

describe('a path in another case', () => {
  it('is the route that it is in lower case, whatever the route, and what is no word of it stays', () => {
    const fold = foldCase(() => app.routes)
    expect(paths.length).toBeGreaterThan(20)
    for (const path of paths) expect(fold(shout(path))).toBe(path.replace(/:\w+/g, 'aBcD'))
  })

  it('is served, and logged as the route', async () => {
    const { email } = await registerUser()
    const { status, body } = await call('/Users/LOGIN', { body: { email, password: PASSWORD } })
    expect(status).toBe(200)
    const headers = { 'x-access-token': body.data.token }
    expect((await call('/users/Profile/?x=Y', { headers })).status).toBe(200)
    expect(logged('request').at(-1)).toMatchObject({ route: '/users/profile', status: 200 })
  })

  it('keeps the case of an id: two users may differ by it alone', async () => {
    const { _id } = await registerUser()
    const swapped = _id.replace(/[a-z]/gi, (letter) => (letter < 'a' ? letter.toLowerCase() : letter.toUpperCase()))
    expect((await call(`/USERS/Profile/Public/${_id}`)).status).toBe(200)
    expect((await call(`/users/profile/public/${swapped}`)).body.code).toBe('user_not_found')
  })

  it('takes the methods that it takes in lower case', async () => {
    const { status, headers } = await call('/Users/Profile', { method: 'DELETE' })
    expect(status).toBe(405)
    expect(headers.get('allow')?.split(', ').sort()).toEqual(['GET', 'HEAD', 'PATCH', 'PUT'])
  })

  it('leads nowhere if there is no such route, and letters beyond ASCII are none of ours', async () => {
    for (const path of ['/Nowhere', '/Users', '/users/loGinX', '/users/to\u212aen/refresh', '/users/\u0130x/Login'])
      expect((await call(path)).status, path).toBe(404)
  })
})
