import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { MAX_OWING_SESSIONS } from '../../../src/model/max-sessions.ts'
import { face } from '../../supabase/support/face.ts'
import { signUpWithFactor } from '../../supabase/support/factors.ts'

// Who has the password alone signs in so often that the owner's sessions are the oldest, which end when there are too many.

it('sessions that owe a second factor end one another, and none that the owner has', async () => {
  const { email, password, as } = await signUpWithFactor()
  for (let count = 0; count <= MAX_OWING_SESSIONS + 1; count++) {
    const { status } = await face('/token?grant_type=password', { body: { email, password } })
    expect(status).toBe(200)
  }
  const owing = await env.DB.prepare('SELECT count(*) AS count FROM sessions WHERE second_factor_due').first()
  expect(owing).toEqual({ count: MAX_OWING_SESSIONS })
  expect((await as('/user')).status).toBe(200)
})
