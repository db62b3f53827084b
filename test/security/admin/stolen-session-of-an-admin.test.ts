import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { makeAdmin, newAdmin } from '../../support/admin.ts'
import { advance, HOUR, stopClock } from '../../support/clock.ts'
import { newEnrolledPerson } from '../../support/enrolled.ts'
import { forge } from '../../support/forge.ts'
import { LEGACY, legacyToken, markImported } from '../../support/legacy-tokens.ts'
import { addPasskey, loginWithPasskey } from '../../support/passkeys.ts'
import { newPerson } from '../../support/person.ts'
import { makeGuest } from '../../support/rows.ts'
import { call, serviceWith } from '../../support/service.ts'

const list = (token: string, service = call) => service('/admin/users', { token })

const grant = (userId: string) => env.DB.prepare(`UPDATE users SET roles = '["admin"]' WHERE id = ?`).bind(userId).run()

it('with the password alone is worth nothing: there is no operator without a second factor', async () => {
  const { _id, token } = await newPerson()
  await grant(_id)
  expect((await list(token)).body.code).toBe('factor_missing')
})

it('from before the admin had a factor is worth nothing', async () => {
  const person = await newPerson()
  const stolen = await person.signIn()
  await grant(person._id)
  await addPasskey(person.token)
  expect((await list(stolen.token)).body.code).toBe('second_factor_required')
})

it('is made by no token of an old backend, however it is signed', async () => {
  const service = serviceWith(LEGACY)
  const { _id } = await newPerson()
  await grant(_id)
  await markImported()
  expect((await list(await legacyToken(_id), service)).body.code).toBe('factor_missing')
})

it('is made by no guest, whatever their row says', async () => {
  const { _id, token } = await newPerson()
  await grant(_id)
  await makeGuest(_id)
  expect((await list(token)).body.code).toBe('factor_missing')
})

it('lasts no longer than ADMIN_SESSION_MAX, however often it is renewed and refreshed', async () => {
  stopClock()
  const admin = await newAdmin()
  let { token, refreshToken } = admin
  for (let hour = 0; hour < 12; hour++) {
    expect((await list(token)).status).toBe(200)
    advance(HOUR)
    const { body } = await call('/users/token/refresh', { body: { refreshToken } })
    token = body.data.token
    refreshToken = body.data.refreshToken
  }
  advance(1)
  expect((await list(token)).body.code).toBe('recent_login_required')
  expect((await list(token, serviceWith({ ADMIN_SESSION_MAX: '13h' }))).status).toBe(200)
})

it('is another thing than the admin who gives a second factor, or signs in with a passkey', async () => {
  const person = await newEnrolledPerson()
  await grant(person._id)
  const { body } = await person.answer({ challenge: await person.challenge(), code: person.code() })
  expect((await list(body.data.token)).status).toBe(200)

  const other = await newPerson({ email: 'other@example.com' })
  await grant(other._id)
  const passkey = await addPasskey(other.token)
  const signedIn = await loginWithPasskey(passkey)
  expect((await list(signedIn.body.data.token)).status).toBe(200)
})

it('of another service is none of this one', async () => {
  const { _id, token } = await newPerson()
  await makeAdmin(_id)
  for (const claims of [{ iss: 'https://elsewhere.example' }, { aud: 'another' }]) {
    expect((await list(await forge(token, { claims }))).body.code).toBe('token_invalid')
  }
})
