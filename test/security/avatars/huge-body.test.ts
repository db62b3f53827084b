import { env } from 'cloudflare:workers'
import { beforeEach, expect, it } from 'vitest'
import { avatarRows, emptyBucket, storedObjects } from '../../support/avatars.ts'
import { PNG, pngOf } from '../../support/pictures.ts'
import { sendRaw } from '../../support/raw-request.ts'
import { NO_LIMITS } from '../../support/service.ts'
import { registerUser } from '../../support/users.ts'

// Attack: send more than can be kept, or say that little comes.

const MIB = 1_024 * 1_024

beforeEach(emptyBucket)

/** Sends a body in pieces, without a length beforehand, and gives what came back and how much was read. */
async function sendPieces(token: string, next: () => Uint8Array | undefined, bindings: Record<string, unknown> = {}) {
  let sent = 0
  const body = new ReadableStream({
    type: 'bytes', // as the runtime's own are
    pull(controller) {
      const piece = next()
      if (!piece) return controller.close()
      sent += piece.length
      controller.enqueue(piece.slice())
    },
  })
  const headers = { 'x-access-token': token }
  const response = await sendRaw(
    '/users/profile/avatar',
    { method: 'PUT', headers, body },
    { ...env, ...NO_LIMITS, ...bindings },
  )
  return { status: response.status, body: (await response.json()) as any, sent }
}

it.each([
  ['kept in its size', { IMAGES: undefined }],
  ['of which squares are made', {}],
])('a body without an end is refused once there is too much of it, and leaves nothing: %s', async (_, bindings) => {
  const { token } = await registerUser()
  const start = pngOf(16 * MIB).slice(0, MIB)
  const more = new Uint8Array(64 * 1_024)
  let isFirst = true
  const answer = await sendPieces(
    token,
    () => {
      const piece = isFirst ? start : more
      isFirst = false
      return piece
    },
    bindings,
  )
  expect([answer.status, answer.body.code]).toEqual([413, 'body_too_large'])
  expect(answer.sent).toBeLessThan(9 * MIB)
  expect(await storedObjects()).toEqual([])
  expect(await avatarRows()).toMatchObject([{ delete_at: expect.any(Number) }]) // which the sweep deletes
})

it('a picture needs no length beforehand', async () => {
  const { token } = await registerUser()
  const pieces = [PNG.slice(0, 3), PNG.slice(3, 20), PNG.slice(20)]
  expect(await sendPieces(token, () => pieces.shift())).toMatchObject({ status: 200 })
})

it('no other body may be that large', async () => {
  const { token } = await registerUser()
  const bytes = pngOf(MIB)
  const others = [
    'PUT /users/profile',
    'DELETE /users/profile/avatar',
    'POST /users/login',
    'PUT /users/profile/avatars',
  ]
  for (const other of others) {
    const [method = '', path = ''] = other.split(' ')
    const response = await sendRaw(path, { method, headers: { 'x-access-token': token }, body: bytes })
    expect(response.status, other).toBe(413)
    await response.body?.cancel()
  }
})

it('whoever is not signed in uploads nothing', async () => {
  for (const token of ['', 'no.token.at.all']) {
    const response = await sendRaw('/users/profile/avatar', {
      method: 'PUT',
      headers: { 'x-access-token': token },
      body: PNG,
    })
    expect(response.status).toBe(401)
    await response.body?.cancel()
  }
  expect([await storedObjects(), await avatarRows()]).toEqual([[], []])
})
