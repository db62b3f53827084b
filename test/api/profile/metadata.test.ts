import { describe, expect, it } from 'vitest'
import { countingD1 } from '../../support/d1.ts'
import { setAppMetadata } from '../../support/roles.ts'
import { disableUser, userRow } from '../../support/rows.ts'
import { call, serviceWith } from '../../support/service.ts'
import { registerUser } from '../../support/users.ts'

const json = { 'content-type': 'application/json' }
const MAX_BYTES = 8_192

const put = (token: string, metadata: unknown) => call('/users/profile', { method: 'PUT', token, body: { metadata } })

/** Metadata of exactly so many bytes of JSON. */
const ofBytes = (bytes: number, key = 'a') => ({ [key]: 'x'.repeat(bytes - JSON.stringify({ [key]: '' }).length) })

const deep = (levels: number): unknown => (levels === 0 ? 1 : { a: deep(levels - 1) })

const stored = async (id: string) => ((await userRow(id)) as unknown as { user_metadata: string | null }).user_metadata

describe('metadata', () => {
  it('is merged, as RFC 7396 says, and null clears all', async () => {
    const { _id, token } = await registerUser()
    await put(token, { theme: 'dark', list: [1, null, true], of: { a: 1, b: { c: false } } })
    const { body } = await put(token, { theme: null, of: { a: null, b: { d: null }, e: true }, list: [null], new: {} })
    const merged = { list: [null], of: { b: { c: false }, e: true }, new: {} }
    expect(body.data.metadata).toEqual(merged)
    expect((await call('/users/profile', { token })).body.data.metadata).toEqual(merged)
    expect((await put(token, null)).body.data.metadata).toEqual({})
    expect(await stored(_id)).toBeNull()
  })

  it('is nothing again once its last member is removed', async () => {
    const { _id, token } = await registerUser()
    await put(token, { a: 1 })
    expect((await put(token, { a: null, b: null })).body.data.metadata).toEqual({})
    expect(await stored(_id)).toBeNull()
  })

  it('stays as it is where a change does not name it, and the rest where only it is named', async () => {
    const { token } = await registerUser()
    await put(token, { a: 1 })
    const { body } = await call('/users/profile', { method: 'PATCH', token, body: { bio: 'Climbs.' } })
    expect(body.data).toMatchObject({ bio: 'Climbs.', metadata: { a: 1 } })
    expect((await put(token, {})).body.data).toMatchObject({ bio: 'Climbs.', metadata: { a: 1 } })
  })

  it.each([
    '{"flags":[true,false,null],"deep":{"yes":true,"no":false}}',
    '{"__proto__":{"admin":true},"constructor":{"prototype":1},"toString":2,"prototype":3}',
    '{"":"an empty name","a.b":1,"$.a":2,"[0]":3,"\\"":4,"\'":5,"`":6,"\\\\":7}',
    '{"text":"\\u0001 \\u2028 \\ufeff 👩‍👩‍👧‍👦 שלום e\\u0301","👩‍👩‍👧‍👦":"\\u007f"}',
    '{"numbers":[0,-1,1.5,1e-300,1.7976931348623157e+308,9007199254740991,0.1]}',
    '{"text":"1","json":"{\\"a\\":true}","null":"null"}',
  ])('comes back as it was given: %s', async (text) => {
    const { token } = await registerUser()
    const body = `{"metadata":${text}}`
    const answer = await call('/users/profile', { method: 'PUT', token, headers: json, body })
    expect(answer.status).toBe(200)
    expect(JSON.stringify(answer.body.data.metadata)).toBe(JSON.stringify(JSON.parse(text)))
    const again = await call('/users/profile', { token })
    expect(JSON.stringify(again.body.data.metadata)).toBe(JSON.stringify(JSON.parse(text)))
    expect({}).not.toHaveProperty('admin')
  })

  it(`is at most ${MAX_BYTES} bytes of JSON in the end`, async () => {
    const { _id, token } = await registerUser()
    expect((await put(token, ofBytes(MAX_BYTES))).status).toBe(200)
    const tooMuch = await put(token, { b: 1 })
    expect(tooMuch).toMatchObject({
      status: 400,
      body: { code: 'invalid_request', errors: [{ path: 'metadata', message: expect.stringContaining('8192 bytes') }] },
    })
    expect((await stored(_id))?.length).toBe(MAX_BYTES)
    expect((await put(token, { a: null, ...ofBytes(MAX_BYTES, 'b') })).status).toBe(200)
    expect((await put(token, ofBytes(MAX_BYTES + 1, 'b'))).status).toBe(400)
    const umlauts = { b: 'ü'.repeat(MAX_BYTES / 2) } // two bytes each
    expect((await put(token, umlauts)).status).toBe(400)
  })

  it('lets nothing else of a change through that makes it too large', async () => {
    const { _id, token } = await registerUser()
    const body = { bio: 'new', metadata: ofBytes(MAX_BYTES + 1) }
    expect((await call('/users/profile', { method: 'PUT', token, body })).status).toBe(400)
    expect(await userRow(_id)).toMatchObject({ bio: null, user_metadata: null })
  })

  it.each<[unknown, string]>([
    ['text', 'must be an object'],
    ['', 'must be an object'],
    [[{}], 'must be an object'],
    [7, 'must be an object'],
    [deep(11), 'must not be deeper than 10'],
    [{ a: [[[[[[[[[[1]]]]]]]]]] }, 'must not be deeper than 10'],
  ])('is refused if it is %j', async (metadata, message) => {
    const { token } = await registerUser()
    const { status, body } = await put(token, metadata)
    expect([status, body.errors]).toEqual([400, [{ path: 'metadata', message }]])
  })

  it('may be ten levels deep', async () => {
    const { token } = await registerUser()
    expect((await put(token, deep(10))).body.data.metadata).toEqual(deep(10))
  })

  it.each(['{"a":[{"b":1e999}]}', '{"a":"\\u0000"}', '{"a":{"\\u0000":1}}', '{"\\ud800":1}', '{"a":["\\udfff"]}'])(
    'is refused if it could not come back as it was given: %s',
    async (text) => {
      const { token } = await registerUser()
      const body = `{"metadata":${text}}`
      const answer = await call('/users/profile', { method: 'PUT', token, headers: json, body })
      const message = 'must have well-formed Unicode without NUL, and no number that is too large'
      expect(answer.body.errors).toEqual([{ path: 'metadata', message }])
    },
  )

  it('is refused without a word of it if nobody may write it', async () => {
    const { _id, token } = await registerUser()
    await disableUser(_id)
    expect((await put(token, { a: 1 })).body.code).toBe('account_disabled')
    expect(await stored(_id)).toBeNull()
  })

  it('takes the round trip that every change takes', async () => {
    const { token } = await registerUser()
    const { DB, trips } = countingD1()
    await serviceWith({ DB })('/users/profile', { method: 'PUT', token, body: { metadata: { a: 1 } } })
    expect(trips()).toBe(1)
  })
})

it('what operators have written is shown to the owner as it is, and to nobody else', async () => {
  const { _id, token } = await registerUser()
  const appMetadata = { plan: 'pro', of: { trial: false } }
  await setAppMetadata(_id, appMetadata)
  await put(token, { own: true })
  expect((await call('/users/profile', { token })).body.data).toMatchObject({ appMetadata, metadata: { own: true } })
  expect((await call('/users/account/export', { token })).body.data.profile).toMatchObject({ appMetadata })
  const everyone = (await call(`/users/profile/public/${_id}`)).body.data
  for (const name of ['appMetadata', 'metadata', 'roles']) expect(everyone).not.toHaveProperty(name)
})
