import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { emptyBucket, storedObjects } from '../../support/avatars.ts'
import { SECOND } from '../../support/clock.ts'
import { pngOf } from '../../support/pictures.ts'
import { sendRaw } from '../../support/raw-request.ts'
import { NO_LIMITS } from '../../support/service.ts'
import { registerUser } from '../../support/users.ts'

// Attack: send most of a picture, and then nothing, or a byte now and then, so that what there is of it is held for ever; or take
// so long that it is stored after it was swept.

beforeEach(emptyBucket)
afterEach(() => vi.useRealTimers())

const PICTURE = pngOf(2_000_000)

/** Uploads what comes of a picture, and gives the answer if there is one within `seconds`, and whether the body was given up. */
async function uploadSlowly(bindings: object, seconds: number, next: () => Promise<Uint8Array | undefined>) {
  const { token } = await registerUser()
  const told = { isCancelled: false }
  const body = new ReadableStream({
    type: 'bytes', // as the runtime's own are
    async pull(controller) {
      const part = await next()
      if (part) controller.enqueue(part)
      else controller.close()
    },
    cancel() {
      told.isCancelled = true
    },
  })
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const init = { method: 'PUT', headers: { 'x-access-token': token }, body }
  let response: Response | undefined
  const upload = sendRaw('/users/profile/avatar', init, { ...env, ...NO_LIMITS, ...bindings }).then((answer) => {
    response = answer
  })
  for (let second = 0; second < seconds; second++) {
    for (let turn = 0; turn < 20; turn++) await scheduler.wait(1)
    await vi.advanceTimersByTimeAsync(SECOND)
    if (response) break
  }
  vi.useRealTimers()
  if (response) await upload
  return { status: response?.status, body: (await response?.json()) as any, ...told }
}

describe.each([
  ['kept in its size', { IMAGES: undefined }],
  ['of which squares are made', {}],
])('a picture %s', (_, bindings) => {
  it('is given up after 20 seconds without more of it', async () => {
    let isFirst = true
    const answer = await uploadSlowly(bindings, 25, async () => {
      if (!isFirst) return new Promise<never>(() => {})
      isFirst = false
      return PICTURE.slice(0, 1_000_000)
    })
    expect([answer.status, answer.body.code, answer.isCancelled]).toEqual([400, 'malformed_body', true])
    expect(await storedObjects()).toEqual([])
  })

  it('is given up that comes byte by byte', async () => {
    let at = 0
    const answer = await uploadSlowly(bindings, 25, async () => {
      await new Promise((resolve) => setTimeout(resolve, SECOND))
      return PICTURE.slice(at, ++at)
    })
    expect([answer.status, answer.body.code, answer.isCancelled]).toEqual([400, 'malformed_body', true])
  })
})

it('a picture that goes on may take its time', async () => {
  let at = 0
  const picture = pngOf(300_000)
  const answer = await uploadSlowly({}, 60, async () => {
    if (at >= picture.length) return undefined
    await new Promise((resolve) => setTimeout(resolve, SECOND))
    at += 10_000
    return picture.slice(at - 10_000, at)
  })
  expect(answer.status).toBe(200)
})
