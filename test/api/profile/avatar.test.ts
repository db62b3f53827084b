import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { avatarRows, brokenBody, emptyBucket, picture, storedObjects, upload, uploaded } from '../../support/avatars.ts'
import { runCron } from '../../support/cron.ts'
import { expectLogs } from '../../support/logs.ts'
import { PNG, pngOf } from '../../support/pictures.ts'
import { call, serviceWith } from '../../support/service.ts'
import { PASSWORD, registerUser, type SignedIn } from '../../support/users.ts'

let user: SignedIn

beforeEach(async () => {
  await emptyBucket()
  user = await registerUser()
})

/** Runs the sweep, which says what it did. */
async function sweep(overrides?: Record<string, unknown>): Promise<void> {
  expectLogs('swept')
  await runCron(overrides)
}

const profile = async () => (await call('/users/profile', { token: user.token })).body.data
const bytesAt = async (path: string) => new Uint8Array(await (await picture(path)).arrayBuffer())

describe('a picture that is uploaded', () => {
  it('is where the profile says, for everybody, for good', async () => {
    const path = await uploaded(user.token)
    expect(path).toMatch(/^\/avatars\/[\w-]{22}$/)
    expect((await profile()).avatarUrl).toContain(path)
    const { status, headers } = await picture(path)
    expect(status).toBe(200)
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': 'inline',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'public, max-age=31536000, immutable',
      'access-control-allow-origin': '*',
    })
    expect(await bytesAt(path)).toEqual(PNG)
  })

  it('is not sent again to whoever has it', async () => {
    const path = await uploaded(user.token)
    const etag = (await picture(path)).headers.get('etag') ?? ''
    const again = await picture(path, { 'if-none-match': etag })
    expect([again.status, await again.text()]).toEqual([304, ''])
    expect(again.headers.get('cache-control')).toContain('immutable')
    expect((await picture(path, { 'if-none-match': '"another"' })).status).toBe(200)
  })

  it('may be of 8 MiB, and no byte more', async () => {
    const largest = pngOf(8 * 1_024 * 1_024)
    const path = await uploaded(user.token, largest)
    expect((await bytesAt(path)).length).toBe(largest.length)
    const answer = await upload(user.token, pngOf(largest.length + 1))
    expect(answer.body).toMatchObject({ code: 'body_too_large', message: 'The picture is larger than 8 MiB.' })
    expect(await storedObjects()).toHaveLength(1)
  })

  it('is refused if it is none, and nothing is changed or stored', async () => {
    const path = await uploaded(user.token)
    for (const bytes of [new Uint8Array(), PNG.slice(0, 40), new Uint8Array(100)]) {
      expect((await upload(user.token, bytes)).body.code).toBe('picture_refused')
    }
    expect((await profile()).avatarUrl).toContain(path)
    expect(await storedObjects()).toEqual([`avatars/${path.slice('/avatars/'.length)}`])
  })

  it('may have 50 megapixels, and says so where it has more', async () => {
    const wide = PNG.slice()
    new DataView(wide.buffer).setUint32(16, 50_000_001) // its width, beside a height of one
    const { status, body } = await upload(user.token, wide)
    expect([status, body.code, body.message]).toEqual([
      422,
      'picture_refused',
      'The picture has more than 50 megapixels.',
    ])
  })

  it('is refused if it breaks off, and nothing is stored', async () => {
    const { status, body } = await upload(user.token, brokenBody(pngOf(1_024 * 1_024).slice(0, 100_000)))
    expect([status, body.code]).toEqual([400, 'malformed_body'])
    expect(await storedObjects()).toEqual([])
  })

  it('replaces the one before, which is deleted', async () => {
    const first = await uploaded(user.token)
    const second = await uploaded(user.token)
    expect((await picture(first)).status).toBe(404)
    expect((await picture(second)).status).toBe(200)
    await sweep()
    expect(await avatarRows()).toMatchObject([{ key: second.slice('/avatars/'.length), delete_at: null }])
  })

  it('is deleted when it is removed, and removing it again succeeds', async () => {
    const path = await uploaded(user.token)
    for (let time = 0; time < 2; time++) {
      const { status, body } = await call('/users/profile/avatar', { method: 'DELETE', token: user.token })
      expect([status, body.data.avatarUrl]).toEqual([200, null])
    }
    expect((await picture(path)).status).toBe(404)
    await sweep()
    expect(await avatarRows()).toEqual([])
  })

  it('stays while the profile is written with the same URL, and goes with another', async () => {
    const service = serviceWith({ PUBLIC_URL: 'https://api.example.com', IMAGES: undefined })
    const { token } = (await service('/users/login', { body: { email: user.email, password: PASSWORD } })).body.data
    const { avatarUrl } = (await upload(token, PNG, service)).body.data
    const write = (changes: object) => service('/users/profile', { method: 'PUT', token, body: changes })
    expect((await write({ name: 'Kim', avatarUrl })).status).toBe(200)
    await sweep()
    expect(await storedObjects()).toHaveLength(1)
    expect((await write({ avatarUrl: 'https://example.com/me.png' })).status).toBe(200)
    await sweep()
    expect([await storedObjects(), await avatarRows()]).toEqual([[], []])
  })

  it('goes with the account', async () => {
    const path = await uploaded(user.token)
    const deletion = { method: 'DELETE', token: user.token, body: { password: PASSWORD } }
    expect((await call('/users/account', deletion)).status).toBe(204)
    await sweep()
    expect((await picture(path)).status).toBe(404)
    expect([await storedObjects(), await avatarRows()]).toEqual([[], []])
  })

  it('is linked in the export', async () => {
    const path = await uploaded(user.token)
    const { body } = await call('/users/account/export', { token: user.token })
    expect(JSON.stringify(body)).toContain(path)
  })
})

describe('without the bucket', () => {
  const without = serviceWith({ AVATARS: undefined })

  it('the calls say so, and any URL may still be set', async () => {
    const remove = await without('/users/profile/avatar', { method: 'DELETE', token: user.token })
    const read = await without(`/avatars/${'a'.repeat(22)}`)
    for (const { status, body } of [await upload(user.token, PNG, without), remove, read])
      expect([status, body.code]).toEqual([501, 'avatars_not_configured'])
    const body = { avatarUrl: 'https://example.com/me.png' }
    expect((await without('/users/profile', { method: 'PUT', token: user.token, body })).status).toBe(200)
  })

  it('the sweep leaves what is due for when it is back', async () => {
    await uploaded(user.token)
    await env.DB.prepare('DELETE FROM users').run()
    await sweep({ AVATARS: undefined })
    expect(await avatarRows()).toHaveLength(1)
    await sweep()
    expect([await storedObjects(), await avatarRows()]).toEqual([[], []])
  })
})
