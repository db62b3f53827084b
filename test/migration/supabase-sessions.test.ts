import { env } from 'cloudflare:workers'
import { decodeJwt } from 'jose'
import { expect, it } from 'vitest'
import { foreignSessionIds } from '../../src/crypto/foreign-refresh-token.ts'
import { face, faceOf, SETTINGS } from '../supabase/support/face.ts'
import { addUsers } from '../support/admin.ts'
import { advance, DAY, HOUR, MINUTE, stopClock } from '../support/clock.ts'
import { countingD1 } from '../support/d1.ts'
import { disableUser, eventTypes, sessionRows } from '../support/rows.ts'
import { serviceWith } from '../support/service.ts'

const USER = '7b0c3b6e-2f0f-4f0e-9f65-0a4b8f6b9d01'
const TOKEN = 'yyv2mfe36ocd' // as Supabase makes them

/** A user of Supabase, imported with a session. */
async function importSession(): Promise<void> {
  const now = stopClock().getTime()
  await addUsers([{ id: USER, email: 'robin@example.com' }])
  const { _id, refreshId } = await foreignSessionIds(TOKEN)
  await env.DB.prepare(
    'INSERT INTO sessions (id, user_id, refresh_id, refreshed_at, created_at, expires_at) VALUES (?1, ?2, ?3, ?4, ?4, ?5)',
  )
    .bind(_id, USER, refreshId, now - DAY, now + 60 * DAY)
    .run()
}

const refresh = (token: string, call = face) =>
  call('/token?grant_type=refresh_token', { body: { refresh_token: token } })
const verdict = async (token: string) => {
  const { status, body } = await refresh(token)
  return [status, body.code]
}

it('goes on with the refresh token of Supabase, and then with one of ours', async () => {
  await importSession()
  const { status, body } = await refresh(TOKEN)
  expect([status, body.user?.id, body.user?.email]).toEqual([200, USER, 'robin@example.com'])
  expect((await face('/user', { bearer: body.access_token })).body.id).toBe(USER)
  advance(HOUR)
  expect((await refresh(body.refresh_token)).status).toBe(200)
  expect(await sessionRows()).toHaveLength(1)
})

it('asks the database once more for such a token, and not for one of ours', async () => {
  await importSession()
  const { DB, trips } = countingD1()
  const counted = faceOf(serviceWith({ ...SETTINGS, DB }))
  const { body } = await refresh(TOKEN, counted)
  expect(trips()).toBe(2)
  await refresh(body.refresh_token, counted)
  expect(trips()).toBe(3)
})

it('is the same session for parallel calls, and for one whose answer was lost', async () => {
  await importSession()
  const answers = await Promise.all(Array.from({ length: 10 }, () => refresh(TOKEN)))
  expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200))
  expect(new Set(answers.map(({ body }) => decodeJwt(body.refresh_token).jti)).size).toBe(1)
  advance(DAY)
  expect((await refresh(TOKEN)).status).toBe(200)
  expect(await sessionRows()).toHaveLength(1)
})

it('ends for both if somebody comes with it after it was replaced twice', async () => {
  await importSession()
  const first = (await refresh(TOKEN)).body.refresh_token
  advance(2 * MINUTE)
  await refresh(first)
  advance(2 * MINUTE)
  expect(await verdict(TOKEN)).toEqual([400, 'refresh_token_already_used'])
  expect(await sessionRows()).toEqual([])
  expect(await eventTypes()).toEqual(['refresh_reused'])
})

it('counts as no recent sign-in', async () => {
  await importSession()
  const { body } = await refresh(TOKEN)
  const { _id, refreshId } = await foreignSessionIds(TOKEN)
  expect(body.user.last_sign_in_at).toBe(new Date(Date.now() - DAY).toISOString())
  expect(await sessionRows()).toMatchObject([{ id: _id, previous_refresh_id: refreshId }])
})

it.each(['yyv2mfe36oce', '', 'a.b.c', TOKEN.toUpperCase()])('knows no other token: %j', async (token) => {
  await importSession()
  expect(await verdict(token)).toEqual([400, 'refresh_token_not_found'])
})

it('is refused while its user is disabled', async () => {
  await importSession()
  await disableUser(USER)
  expect((await refresh(TOKEN)).body.code).toBe('user_banned')
})
