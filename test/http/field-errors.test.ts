import { describe, expect, it } from 'vitest'
import { call } from '../support/service.ts'
import { registerUser } from '../support/users.ts'

const problems = (body: any): string[] => body.errors.map(({ path }: { path: string }) => path)

describe('a request with fields that are wrong', () => {
  it('names every one of them', async () => {
    const { status, body } = await call('/users/register', { body: { name: '', email: 'nobody', password: 'short' } })
    expect(status).toBe(400)
    expect(body).toEqual({
      title: 'Bad Request',
      status: 400,
      code: 'invalid_request',
      message: 'Some fields are missing or wrong.',
      requestId: expect.any(String),
      errors: [
        { path: 'name', message: 'must not be empty' },
        { path: 'email', message: 'must be an email address' },
        { path: 'password', message: 'must have at least 8 characters' },
      ],
    })
  })

  it('names every one that is missing', async () => {
    const { body } = await call('/users/register', { body: {} })
    expect(body.errors).toEqual([
      { path: 'name', message: 'is required' },
      { path: 'email', message: 'is required' },
      { path: 'password', message: 'is required' },
    ])
  })

  it('names every one of the wrong type', async () => {
    const { body } = await call('/users/register', { body: { name: 1, email: ['a@x.io'], password: { length: 10 } } })
    expect(body.errors).toEqual([
      { path: 'name', message: 'must be text' },
      { path: 'email', message: 'must be text' },
      { path: 'password', message: 'must be text' },
    ])
  })

  it('names each once, by the first thing that is wrong with it', async () => {
    for (const email of ['', '@', 'a@', 'a b@x.io', 'nobody', `${'x'.repeat(300)}`]) {
      const { body } = await call('/users/login', { body: { email, password: 'x' } })
      expect(problems(body), email).toEqual(['email'])
    }
    const { token } = await registerUser()
    const { body } = await call('/users/profile', { method: 'PUT', token, body: { name: `\t${'x'.repeat(200)}\0` } })
    expect(problems(body)).toEqual(['name'])
  })

  it('quotes nothing of them', async () => {
    const secret = 'hunter2 '.repeat(100)
    const { body } = await call('/users/login', { body: { email: secret, password: secret } })
    expect(problems(body)).toEqual(['email', 'password'])
    expect(JSON.stringify(body)).not.toContain('hunter2')
  })

  it('is one of a URL that is too long as it would be stored', async () => {
    const { token } = await registerUser()
    const put = (avatarUrl: string) => call('/users/profile', { method: 'PUT', token, body: { avatarUrl } })
    const { status, body } = await put(`https://example.com/${'ü'.repeat(2_000)}`)
    expect([status, body.errors]).toEqual([400, [{ path: 'avatarUrl', message: 'must have at most 2048 characters' }]])
    const stored = (await put(`https://example.com/${'ü'.repeat(300)}`)).body.data.avatarUrl
    expect((await put(stored)).body.data.avatarUrl).toBe(stored)
  })

  it('changes none of the others', async () => {
    const { token } = await registerUser()
    const body = { name: 'Robin', avatarUrl: 'http://example.com/a.png' }
    expect((await call('/users/profile', { method: 'PUT', token, body })).status).toBe(400)
    expect((await call('/users/profile', { token })).body.data.name).toBe('Syamlal')
  })
})
