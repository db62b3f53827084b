import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { avatarRows, bucketWith, emptyBucket, storedObjects, upload } from '../../support/avatars.ts'
import { advance, MINUTE, stopClock } from '../../support/clock.ts'
import { runCron } from '../../support/cron.ts'
import { expectLogs } from '../../support/logs.ts'
import { PNG, pngOf } from '../../support/pictures.ts'
import { call, serviceWith } from '../../support/service.ts'
import { PASSWORD, registerUser } from '../../support/users.ts'

// Attack: upload while the account is deleted, or beside another upload, so that a picture stays that is nobody's.

beforeEach(async () => {
  await emptyBucket()
  stopClock()
  expectLogs('swept')
})

describe.each([
  ['kept in its size', { IMAGES: undefined }, 1],
  ['of which squares are made', {}, 2],
])('a picture %s', (_, bindings, objects) => {
  it('that is stored after its account was deleted goes, also if the sweep has run between', async () => {
    const user = await registerUser()
    const deletion = { method: 'DELETE', token: user.token, body: { password: PASSWORD } }
    let isDeleted = false
    const put = async (...args: Parameters<R2Bucket['put']>) => {
      if (!isDeleted) expect((await call('/users/account', deletion)).status).toBe(204)
      isDeleted = true
      await runCron()
      return env.AVATARS.put(...args)
    }
    const service = serviceWith({ ...bindings, AVATARS: bucketWith({ put: put as any }) })
    expect((await upload(user.token, PNG, service)).body.code).toBe('session_ended')
    expect(await storedObjects()).toHaveLength(objects)
    advance(61 * MINUTE)
    await runCron()
    expect([await storedObjects(), await avatarRows()]).toEqual([[], []])
  })

  it('of five that are uploaded at once is the one that the profile has, and the others go', async () => {
    const { token } = await registerUser()
    const service = serviceWith(bindings)
    const pictures = [PNG, pngOf(6_000_000), PNG, pngOf(100_000), PNG]
    const answers = await Promise.all(pictures.map((bytes) => upload(token, bytes, service)))
    expect(answers.map(({ status }) => status)).toEqual(pictures.map(() => 200))
    await runCron()
    const { avatarUrl } = (await call('/users/profile', { token })).body.data
    expect(await avatarRows()).toMatchObject([{ url: avatarUrl, delete_at: null }])
    expect(await storedObjects()).toHaveLength(objects)
  })
})
