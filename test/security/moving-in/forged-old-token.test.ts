import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { MINUTE, stopClock } from '../../support/clock.ts'
import { LEGACY, legacyToken, markImported } from '../../support/legacy-tokens.ts'
import { linkWith } from '../../support/provider-login.ts'
import { sessionRows } from '../../support/rows.ts'
import { serviceWith } from '../../support/service.ts'
import { registerUser } from '../../support/users.ts'

// Whoever has, or has guessed, the old backend's secret makes tokens as they like.

const migrating = serviceWith(LEGACY)

async function verdict(token: string) {
  const { status, body } = await migrating('/users/profile', { token })
  return [status, body.code]
}

/** A user whose sessions have ended without a word, as with time. */
async function newUser() {
  const user = await registerUser()
  await env.DB.prepare('DELETE FROM sessions').run()
  return user
}

describe("a token of the old backend's secret", () => {
  it('signs nobody in who registered here', async () => {
    const { _id } = await newUser()
    expect(await verdict(await legacyToken(_id))).toEqual([401, 'session_ended'])
    expect(await sessionRows()).toEqual([])
  })

  it('signs in a user who was imported, and one whose hash came from elsewhere', async () => {
    const { _id } = await newUser()
    const hash = '$2b$04$O1k0Hivwx.ld4ZWI.CAR8.hMG0lql1pFWBdpoJAmyZ.vPhoZSL2W6'
    await env.DB.prepare('UPDATE users SET password_hash = ?').bind(hash).run()
    expect(await verdict(await legacyToken(_id))).toEqual([200, undefined])
    await env.DB.batch([env.DB.prepare('DELETE FROM sessions'), env.DB.prepare('DELETE FROM events')])
    await env.DB.prepare('UPDATE users SET password_hash = NULL').run()
    expect(await verdict(await legacyToken(_id))).toEqual([401, 'session_ended'])
    await markImported()
    expect(await verdict(await legacyToken(_id))).toEqual([200, undefined])
  })

  it.each<Record<string, unknown>>([
    { purpose: 'reset_password' },
    { aud: 'mails' },
    { iss: 'https://elsewhere.example.com' },
    { typ: 'refresh' },
    { type: 'email' },
    { token_use: 'id' },
    { scope: 'unsubscribe' },
  ])('is no sign-in if it says that it is for something else: %j', async (claims) => {
    const { _id } = await newUser()
    await markImported()
    expect(await verdict(await legacyToken(_id, { claims }))).toEqual([401, 'token_invalid'])
  })

  it('is no sign-in if its header says so', async () => {
    const { _id } = await newUser()
    await markImported()
    expect(await verdict(await legacyToken(_id, { typ: 'reset+jwt' }))).toEqual([401, 'token_invalid'])
  })

  it('is none before its time', async () => {
    const now = stopClock().getTime() / 1_000
    const { _id } = await newUser()
    await markImported()
    expect(await verdict(await legacyToken(_id, { claims: { nbf: now + 61 } }))).toEqual([401, 'token_invalid'])
    expect(await verdict(await legacyToken(_id, { claims: { nbf: 'soon' } }))).toEqual([401, 'token_invalid'])
    expect(await verdict(await legacyToken(_id, { claims: { nbf: now + 59 } }))).toEqual([200, undefined])
  })

  it('is never a recent sign-in, whenever it says that it was issued', async () => {
    const now = stopClock().getTime()
    const { _id } = await newUser()
    await markImported()
    const token = await legacyToken(_id, { issuedAt: new Date(now + MINUTE / 2) })
    const answer = await linkWith('google', token, { sub: 'thief' }, migrating)
    expect([answer.status, answer.body.code]).toEqual([403, 'recent_login_required'])
    expect((await sessionRows())[0]?.created_at).toBe(now - 10 * MINUTE)
  })
})
