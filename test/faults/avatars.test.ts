import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import {
  avatarRows,
  bucketWith,
  emptyBucket,
  type OwnBucket,
  picture,
  storedObjects,
  upload,
  uploaded,
} from '../support/avatars.ts'
import { advance, MINUTE, stopClock } from '../support/clock.ts'
import { runCron } from '../support/cron.ts'
import { expectLogs } from '../support/logs.ts'
import { PNG, pngOf } from '../support/pictures.ts'
import { call, serviceWith } from '../support/service.ts'
import { registerUser, type SignedIn } from '../support/users.ts'

let user: SignedIn
let first: string

beforeEach(async () => {
  await emptyBucket()
  stopClock()
  user = await registerUser()
  first = await uploaded(user.token)
})

const fails = async (): Promise<never> => {
  throw new Error('put: We encountered an internal error. Please try again. (10001)')
}

/** The service with another bucket, where pictures are kept in their size. */
const withBucket = (own: OwnBucket) => serviceWith({ IMAGES: undefined, AVATARS: bucketWith(own) })

/** The user still has their first picture, and within the time of an upload the sweep has deleted all else. */
async function expectFirstAlone(): Promise<void> {
  expect((await call('/users/profile', { token: user.token })).body.data.avatarUrl).toContain(first)
  expectLogs('swept')
  await runCron()
  advance(61 * MINUTE)
  await runCron()
  expect((await picture(first)).status).toBe(200)
  expect(await storedObjects()).toHaveLength(1)
  expect(await avatarRows()).toMatchObject([{ delete_at: null }])
}

describe('an upload leaves the picture before it, and nothing else,', () => {
  it('if R2 takes nothing', async () => {
    const service = withBucket({ put: fails, createMultipartUpload: fails })
    for (const bytes of [PNG, pngOf(6 * 1_024 * 1_024)]) {
      const { status, body } = await upload(user.token, bytes, service)
      expect([status, body.code]).toEqual([503, 'unavailable'])
    }
    await expectFirstAlone()
  })

  it('if R2 has stored it and says that it has not', async () => {
    const put = async (...args: Parameters<R2Bucket['put']>) => {
      await env.AVATARS.put(...args)
      return fails()
    }
    const answer = await upload(user.token, PNG, withBucket({ put }))
    expect(answer.status).toBe(503)
    expect(await storedObjects()).toHaveLength(2)
    await expectFirstAlone()
  })

  it('if the session ends while it is stored', async () => {
    const put = async (...args: Parameters<R2Bucket['put']>) => {
      await env.DB.prepare('UPDATE users SET disabled_at = 1').run()
      return env.AVATARS.put(...args)
    }
    const answer = await upload(user.token, PNG, withBucket({ put }))
    expect(answer.body.code).toBe('account_disabled')
    await env.DB.prepare('UPDATE users SET disabled_at = NULL').run()
    await expectFirstAlone()
  })

  it('if it takes so long that the sweep may have deleted it', async () => {
    const put = async (...args: Parameters<R2Bucket['put']>) => {
      const stored = await env.AVATARS.put(...args)
      advance(61 * MINUTE)
      return stored
    }
    const answer = await upload(user.token, PNG, withBucket({ put }))
    expect(answer.body.code).toBe('unavailable')
    await expectFirstAlone()
  })

  it.each([
    ['kept in its size', { IMAGES: undefined }],
    ['of which squares are made', {}],
  ])('if the sweep has forgotten it before it is stored: %s', async (_, bindings) => {
    expectLogs('swept')
    const put = async (...args: Parameters<R2Bucket['put']>) => {
      advance(61 * MINUTE)
      await runCron()
      return env.AVATARS.put(...args)
    }
    const answer = await upload(user.token, PNG, serviceWith({ ...bindings, AVATARS: bucketWith({ put }) }))
    expect(answer.body.code).toBe('unavailable')
    await expectFirstAlone()
  })
})

describe('R2 that deletes nothing', () => {
  const failing = { delete: fails }

  it('fails no call: the sweep deletes what was replaced', async () => {
    expectLogs('deferred_failed', 'swept')
    const { status } = await upload(user.token, PNG, withBucket(failing))
    expect(status).toBe(200)
    expect(await storedObjects()).toHaveLength(2)
    await runCron()
    expect((await picture(first)).status).toBe(404)
    expect(await storedObjects()).toHaveLength(1)
  })

  it('makes the sweep fail, and the next one makes it good', async () => {
    expectLogs('swept')
    await env.DB.prepare('DELETE FROM users').run()
    await expect(runCron({ AVATARS: bucketWith(failing) })).rejects.toThrow('10001')
    expect(await avatarRows()).toHaveLength(1)
    await runCron()
    expect([await storedObjects(), await avatarRows()]).toEqual([[], []])
  })
})
