import { describe, expect, it } from 'vitest'
import { sendRaw } from '../support/raw-request.ts'
import { userRow } from '../support/rows.ts'
import { call } from '../support/service.ts'
import { PASSWORD, registerUser } from '../support/users.ts'

const json = { 'content-type': 'application/json' }

/** Registers with a body as it is, byte by byte. */
async function register(body: BodyInit, headers: Record<string, string> = json) {
  const response = await sendRaw('/users/register', { method: 'POST', headers, body })
  return { status: response.status, body: (await response.json()) as any }
}

const GOOD = JSON.stringify({ name: 'Syamlal', email: 'syamlal@example.com', password: PASSWORD })

describe('a JSON body', () => {
  for (const type of [
    'application/json',
    'application/json; charset=utf-8',
    'application/json;charset="UTF-8"',
    'Application/JSON',
    ' application/json ; x=y',
  ]) {
    it(`is read as ${type}`, async () => {
      expect((await register(GOOD, { 'content-type': type })).status).toBe(201)
    })
  }

  it('may begin with a byte order mark', async () => {
    expect((await register(`\uFEFF${GOOD}`)).status).toBe(201)
  })

  for (const body of [
    '',
    ' ',
    '{',
    '{"name": "Syamlal"',
    '{name: "Syamlal"}',
    "{'name': 'Syamlal'}",
    '{"name": "a",}',
    'name=Syamlal',
    'undefined',
    '{"name": "line\nbreak"}',
    `${GOOD}${GOOD}`,
  ]) {
    it(`is malformed and not quoted: ${JSON.stringify(body.slice(0, 30))}`, async () => {
      const answer = await register(body)
      expect(answer).toMatchObject({ status: 400, body: { code: 'malformed_body' } })
      expect(answer.body.message).toBe('The body does not match its content type.')
      expect(answer.body).not.toHaveProperty('errors')
    })
  }

  for (const [name, bytes] of [
    ['a byte that begins nothing', [0xff]],
    ['a sequence cut short', [0xc3]],
    ['an overlong slash', [0xc0, 0xaf]],
    ['half of a surrogate pair', [0xed, 0xa0, 0x80]],
    ['Latin-1', [0x52, 0xe9, 0x6d, 0x69]],
  ] as const) {
    it(`is malformed if it is not UTF-8, and never stored as something else: ${name}`, async () => {
      const [head, tail] = GOOD.split('Syamlal').map((part) => new TextEncoder().encode(part))
      const answer = await register(new Uint8Array([...(head ?? []), ...bytes, ...(tail ?? [])]))
      expect(answer).toMatchObject({ status: 400, body: { code: 'malformed_body' } })
    })
  }

  it('is malformed in UTF-16', async () => {
    const units = new Uint8Array(new Uint16Array([...GOOD].map((character) => character.charCodeAt(0))).buffer)
    expect((await register(units)).body.code).toBe('malformed_body')
  })
})

describe('JSON that is no object', () => {
  for (const body of ['null', 'true', '0', '"text"', '"hunter2-secret"', '[]', '[{"name": "Robin"}]', '[[]]']) {
    it(`is refused, and not quoted: ${body}`, async () => {
      const answer = await register(body)
      expect(answer.status).toBe(400)
      expect(answer.body.code).toBe('invalid_request')
      expect(answer.body.errors).toEqual([{ path: '', message: 'must be an object' }])
    })

    it(`is no profile with nothing in it: ${body}`, async () => {
      const { _id, token } = await registerUser()
      const before = await userRow(_id)
      const answer = await call('/users/profile', { method: 'PUT', token, headers: json, body })
      expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request' } })
      expect(await userRow(_id)).toEqual(before)
    })
  }
})

describe('a body of another type', () => {
  for (const type of [
    'text/plain',
    'text/json',
    'multipart/form-data; boundary=x',
    'application/jsonp',
    'application/merge-patch+json',
    'application/octet-stream',
    'json',
    'text/plain; application/json',
    '',
  ]) {
    it(`is refused: ${JSON.stringify(type)}`, async () => {
      const answer = await register(GOOD, { 'content-type': type })
      expect(answer).toMatchObject({ status: 415, body: { code: 'unsupported_media_type' } })
    })
  }

  it('is refused with no type at all', async () => {
    const response = await sendRaw('/users/register', { method: 'POST', body: new TextEncoder().encode(GOOD) })
    expect(response.status).toBe(415)
  })

  it('is refused with no body at all', async () => {
    expect((await sendRaw('/users/register', { method: 'POST' })).status).toBe(415)
  })
})
