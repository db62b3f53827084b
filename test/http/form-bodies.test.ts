import { describe, expect, it } from 'vitest'
import { sendRaw } from '../support/raw-request.ts'
import { call } from '../support/service.ts'
import { PASSWORD, registerUser } from '../support/users.ts'

const form = { 'content-type': 'application/x-www-form-urlencoded' }

const fields = (changes: Record<string, string> = {}) =>
  new URLSearchParams({ name: 'Syamlal', email: 'syamlal@example.com', password: PASSWORD, ...changes }).toString()

describe('an urlencoded body', () => {
  it('registers, logs in and refreshes as JSON does', async () => {
    const registered = await call('/users/register', { headers: form, body: fields() })
    expect(registered.status).toBe(201)
    expect(registered.body.data).toMatchObject({ name: 'Syamlal', email: 'syamlal@example.com' })

    const loggedIn = await call('/users/login', { headers: form, body: fields() })
    expect(loggedIn.status).toBe(200)
    const { refreshToken } = loggedIn.body.data
    const body = new URLSearchParams({ refreshToken }).toString()
    expect((await call('/users/token/refresh', { headers: form, body })).status).toBe(200)
  })

  it('is read with a charset, and in capitals', async () => {
    const headers = { 'content-type': 'Application/X-WWW-Form-URLEncoded; charset=UTF-8' }
    expect((await call('/users/register', { headers, body: fields() })).status).toBe(201)
  })

  it('changes the fields that it names and clears those that it sends empty', async () => {
    const { token } = await registerUser()
    const put = (body: string) => call('/users/profile', { method: 'PUT', token, headers: form, body })
    expect((await put('name=Robin&bio=a+b%26c&locale=en-gb')).body.data).toMatchObject({
      name: 'Robin',
      bio: 'a b&c',
      locale: 'en-GB',
    })
    expect((await put('bio=&locale=')).body.data).toMatchObject({ name: 'Robin', bio: null, locale: null })
  })

  it('takes what follows UTF-8, encoded or not', async () => {
    const { token } = await registerUser()
    const put = (body: string) => call('/users/profile', { method: 'PUT', token, headers: form, body })
    expect((await put('name=R%C3%A9mi')).body.data.name).toBe('Rémi')
    expect((await put('name=Rémi+%F0%9F%A7%97')).body.data.name).toBe('Rémi 🧗')
    expect((await put('name=%EF%BF%BD')).body.data.name).toBe('\uFFFD')
  })

  it('takes a percent sign that encodes nothing for itself, as every reader of forms does', async () => {
    const { token } = await registerUser()
    const answer = await call('/users/profile', { method: 'PUT', token, headers: form, body: 'name=100%&bio=%zz%4' })
    expect(answer.body.data).toMatchObject({ name: '100%', bio: '%zz%4' })
  })

  it('takes the last of a field that comes twice', async () => {
    const { token } = await registerUser()
    const answer = await call('/users/profile', { method: 'PUT', token, headers: form, body: 'name=A&name=B' })
    expect(answer.body.data.name).toBe('B')
  })

  it('with nothing in it lacks every field', async () => {
    const { status, body } = await call('/users/login', { headers: form, body: '' })
    expect(status).toBe(400)
    expect(body.errors).toEqual([
      { path: 'email', message: 'is required' },
      { path: 'password', message: 'is required' },
    ])
  })

  // A password of which a part was replaced by U+FFFD would be another password: and the same one for many.
  for (const value of ['%FF', '%C3', '%C0%AF', '%ED%A0%80', 'R%E9mi', '%C3é', '%f0%9f%a7']) {
    it(`is malformed if it does not encode UTF-8, and never stored as something else: ${value}`, async () => {
      const body = `name=${value}&email=syamlal%40example.com&password=correct+horse`
      const answer = await call('/users/register', { headers: form, body })
      expect(answer).toMatchObject({ status: 400, body: { code: 'malformed_body' } })
    })
  }

  it('is malformed if its bytes are not UTF-8', async () => {
    const body = new Uint8Array([...new TextEncoder().encode('name='), 0xff])
    const response = await sendRaw('/users/register', { method: 'POST', headers: form, body })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ code: 'malformed_body' })
  })
})
