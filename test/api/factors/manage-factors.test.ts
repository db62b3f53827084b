import { describe, expect, it } from 'vitest'
import { advance, MINUTE, stopClock } from '../../support/clock.ts'
import { newEnrolledPerson } from '../../support/enrolled.ts'
import { newPerson } from '../../support/person.ts'
import { dump, eventTypes, sessionRows, verifyEmail } from '../../support/rows.ts'
import { enrol, totpNow } from '../../support/totp.ts'

describe('adding an authenticator app', () => {
  it('shows its secret, as text, as a link and as a picture, and demands nothing yet', async () => {
    const { as, signIn, email } = await newPerson()
    const { status, body } = await as('/users/factors/totp', { body: { name: "Robin's phone" } })
    expect(status).toBe(201)
    const { secret, uri, qrSvg } = body.data
    expect(secret).toMatch(/^[A-Z2-7]{32}$/)
    expect(uri).toBe(
      `otpauth://totp/Latchkey:${encodeURIComponent(email)}?secret=${secret}&issuer=Latchkey&algorithm=SHA1&digits=6&period=30`,
    )
    expect(qrSvg).toMatch(/^<svg /)
    await signIn()
    const list = await as('/users/factors')
    expect(list.body.data).toMatchObject({
      factors: [{ name: "Robin's phone", confirmedAt: null }],
      recoveryCodesLeft: 0,
    })
    expect(JSON.stringify(list.body)).not.toContain(secret)
  })

  it('takes a login of the last ten minutes', async () => {
    stopClock()
    const { as } = await newPerson()
    advance(10 * MINUTE)
    expect((await as('/users/factors/totp', { body: {} })).body.code).toBe('recent_login_required')
  })

  it('gives up what was begun before', async () => {
    const { as } = await newPerson()
    const first = (await as('/users/factors/totp', { body: {} })).body.data
    await as('/users/factors/totp', { body: {} })
    const body = { factorId: first.factorId, code: totpNow(first.secret) }
    expect((await as('/users/factors/totp/confirm', { body })).body.code).toBe('factor_not_found')
  })

  it('takes a right code, gives ten recovery codes and tells the owner', async () => {
    const { as, mailbox, _id } = await newPerson()
    await verifyEmail(_id)
    const { factorId, secret } = (await as('/users/factors/totp', { body: {} })).body.data
    const confirm = (code: string) => as('/users/factors/totp/confirm', { body: { factorId, code } })
    const right = totpNow(secret)
    expect((await confirm(right === '000000' ? '111111' : '000000')).body.code).toBe('code_invalid')
    const { body } = await confirm(right)
    expect(body.data.recoveryCodes).toHaveLength(10)
    for (const code of body.data.recoveryCodes) expect(code).toMatch(/^([\dA-HJKMNP-TV-Z]{4}-){3}[\dA-HJKMNP-TV-Z]{4}$/)
    expect(new Set(body.data.recoveryCodes).size).toBe(10)
    expect(mailbox.mails.at(-1)?.subject).toBe('Latchkey: An authenticator app was added to your account')
  })

  it('adds a second one without touching the recovery codes, and no more than five', async () => {
    const person = await newEnrolledPerson()
    let { token } = person
    for (let count = 2; count <= 5; count++) {
      const added = await enrol({ token }, person.service)
      expect(added.recoveryCodes).toEqual([])
      token = added.token
    }
    expect((await person.as('/users/factors/totp', { token, body: {} })).body.code).toBe('too_many_factors')
    const [recoveryCode] = person.recoveryCodes
    expect((await person.answer({ challenge: await person.challenge(), recoveryCode })).status).toBe(200)
  })
})

describe('removing one', () => {
  it('ends what it demanded, with the recovery codes, and tells the owner', async () => {
    const { as, service, factorId, signIn, mailbox } = await newEnrolledPerson()
    expect((await as(`/users/factors/${factorId}`, { method: 'DELETE' })).status).toBe(204)
    expect(mailbox.mails.at(-1)?.subject).toBe('Latchkey: An authenticator app was removed from your account')
    const { token } = await signIn()
    expect((await service('/users/factors', { token })).body.data).toEqual({ factors: [], recoveryCodesLeft: 0 })
    expect((await dump()).recovery_codes).toEqual([])
  })

  it('gives the sessions back that it had lowered', async () => {
    const person = await newPerson()
    const other = await person.signIn()
    const { factorId, token } = await enrol(person, person.service)
    expect((await sessionRows()).map(({ second_factor_due }) => second_factor_due).sort()).toEqual([0, 1])
    await person.service(`/users/factors/${factorId}`, { method: 'DELETE', token })
    expect((await person.service('/users/profile', { token: other.token })).status).toBe(200)
  })

  it('leaves the demand while there is another', async () => {
    const person = await newEnrolledPerson()
    const { token } = await enrol(person, person.service)
    expect((await person.as(`/users/factors/${person.factorId}`, { token, method: 'DELETE' })).status).toBe(204)
    expect((await person.login()).body.code).toBe('second_factor_required')
  })
})

it('new recovery codes make the old ones void', async () => {
  const { as, answer, challenge, recoveryCodes } = await newEnrolledPerson()
  const { status, body } = await as('/users/recovery-codes', { method: 'POST' })
  expect(status).toBe(201)
  const [fresh] = body.data.recoveryCodes
  expect((await answer({ challenge: await challenge(), recoveryCode: recoveryCodes[0] })).body.code).toBe(
    'code_invalid',
  )
  expect((await answer({ challenge: await challenge(), recoveryCode: fresh })).status).toBe(200)
  expect(await eventTypes()).toContain('recovery_codes_made')
})

it('whoever has no factor gets no recovery codes', async () => {
  const { as } = await newPerson()
  expect((await as('/users/recovery-codes', { method: 'POST' })).body.code).toBe('factor_not_found')
})

it('another user has none of these factors', async () => {
  const { factorId } = await newEnrolledPerson()
  const other = await newPerson({ email: 'robin@example.com' })
  expect((await other.as(`/users/factors/${factorId}`, { method: 'DELETE' })).body.code).toBe('factor_not_found')
  const body = { factorId, code: '000000' }
  expect((await other.as('/users/factors/totp/confirm', { body })).body.code).toBe('factor_not_found')
})
