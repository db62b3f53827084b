import { env } from 'cloudflare:workers'
import { beforeEach, expect, it } from 'vitest'
import { hold, release } from '../../../src/domain/avatars/held-bytes.ts'
import { emptyBucket, storedObjects, upload } from '../../support/avatars.ts'
import { pngOf } from '../../support/pictures.ts'
import { sendRaw } from '../../support/raw-request.ts'
import { NO_LIMITS } from '../../support/service.ts'
import { registerUser } from '../../support/users.ts'

// Attack: send most of many pictures at once, and the rest slowly, until the isolate has no memory left for anybody.

const MIB = 1_024 * 1_024
const MINUTE = 60_000

beforeEach(emptyBucket)

it('what is held of all uploads is bounded: the next is told to come again, and can once they are done', async () => {
  const { token } = await registerUser()
  const picture = pngOf(4.9 * MIB)
  let held = 0
  let letGo = () => {}
  const released = new Promise<void>((resolve) => {
    letGo = resolve
  })
  const send = async () => {
    let at = 0
    const body = new ReadableStream({
      type: 'bytes', // as the runtime's own are
      async pull(controller) {
        const end = at + MIB
        if (end > picture.length && at > 0) {
          held++
          await released
        }
        if (at >= picture.length) return controller.close()
        controller.enqueue(picture.slice(at, end))
        at = end
      },
    })
    const init = { method: 'PUT', headers: { 'x-access-token': token }, body }
    return (await sendRaw('/users/profile/avatar', init, { ...env, ...NO_LIMITS, IMAGES: undefined })).json()
  }
  const uploads = Array.from({ length: 11 }, send)
  await expect.poll(() => held, { timeout: 20_000 }).toBe(11)
  const { status, body, headers } = await upload(token, picture)
  expect([status, body.code]).toEqual([503, 'unavailable'])
  expect(headers.has('retry-after')).toBe(true)
  letGo()
  const answers: any[] = await Promise.all(uploads)
  expect(answers.filter(({ data }) => data)).not.toEqual([])
  expect((await upload(token, picture)).status).toBe(200)
  expect(await storedObjects()).toHaveLength(1)
})

it('one that was cancelled is forgotten, although nothing tells of that', () => {
  const [cancelled, next] = [Symbol(), Symbol()]
  const now = Date.now()
  hold(cancelled, 40 * MIB, now)
  expect(() => hold(next, 9 * MIB, now + MINUTE)).toThrow(expect.objectContaining({ code: 'unavailable' }))
  hold(next, 9 * MIB, now + MINUTE + 1)
  release(next)
})

it('one has what it holds counted once', () => {
  const upload = Symbol()
  for (let mib = 1; mib <= 40; mib++) hold(upload, mib * MIB)
  release(upload)
})
