import { describe, expect, it } from 'vitest'
import { countingD1 } from '../support/d1.ts'
import { expectLogs, logged } from '../support/logs.ts'
import { disableUser, sessionRows, storePasswordHash, userRow } from '../support/rows.ts'
import { serviceWith } from '../support/service.ts'
import { registerUser } from '../support/users.ts'

// Made with the native module `bcrypt`, at its least cost.
const PASSWORD = 'correct horse battery staple'
const HASH = '$2b$04$O1k0Hivwx.ld4ZWI.CAR8.hMG0lql1pFWBdpoJAmyZ.vPhoZSL2W6'
const SHORT_PASSWORD = 'U*U*U'
const SHORT_HASH = '$2b$05$gTUv8LHMoKgxruVM.xMxXeziTB6UXBo/Bq6oPfjw7KLji8WpVgi.C'
const DECOMPOSED = 'cafe\u0301'
const DECOMPOSED_HASH = '$2b$04$uwLkqmXFOTbF5j0iK4sf8OZJmfklthUKyqXKzOnRn8qftGZov/zGW'
const COST_31 = HASH.replace('$04$', '$31$')

const IMPORTED_HASHES = '$2b$04$ $2b$05$'
const call = serviceWith({ IMPORTED_HASHES })

const OWN_FORM = /^\$pbkdf2-chain-sha256\$/

/** A user who came in with this hash. */
async function importedUser(hash: string) {
  const user = await registerUser()
  await storePasswordHash(user._id, hash)
  return user
}

const login = (password: string, service = call) =>
  service('/users/login', { body: { email: 'syamlal@example.com', password } })

const storedHash = async (id: string) => (await userRow(id)).password_hash

describe('a login with an imported password', () => {
  it('succeeds, and stores our own form in the batch that it makes anyway', async () => {
    const { _id } = await importedUser(HASH)
    const { DB, trips } = countingD1()
    const first = await login(PASSWORD, serviceWith({ DB, IMPORTED_HASHES }))
    expect([first.status, first.body.data._id]).toEqual([200, _id])
    expect(trips()).toBe(2)
    const stored = await storedHash(_id)
    expect(stored).toMatch(OWN_FORM)

    expect((await login(PASSWORD)).status).toBe(200)
    expect(await storedHash(_id)).toBe(stored)
    expect((await login('wrong')).status).toBe(401)
  })

  it('is taken with a password that is shorter than a new one may be', async () => {
    await importedUser(SHORT_HASH)
    expect((await login(SHORT_PASSWORD)).status).toBe(200)
    expect((await login(SHORT_PASSWORD)).status).toBe(200)
  })

  it('compares the text as it was sent, and from then on its NFKC', async () => {
    await importedUser(DECOMPOSED_HASH)
    expect((await login(DECOMPOSED.normalize('NFC'))).status).toBe(401) // as it was at the old backend
    expect((await login(DECOMPOSED)).status).toBe(200)
    expect((await login(DECOMPOSED.normalize('NFC'))).status).toBe(200)
    expect((await login(DECOMPOSED)).status).toBe(200)
  })

  it('keeps the hash as it is if the password is wrong, or the user disabled', async () => {
    const { _id } = await importedUser(HASH)
    expect(await login('wrong')).toMatchObject({ status: 401, body: { code: 'invalid_credentials' } })
    await disableUser(_id)
    expect(await login(PASSWORD)).toMatchObject({ status: 403, body: { code: 'account_disabled' } })
    expect(await storedHash(_id)).toBe(HASH)
  })

  it('succeeds twice at once: the second finds another hash than it compared, and compares again', async () => {
    const { _id } = await importedUser(HASH)
    const answers = await Promise.all([login(PASSWORD), login(PASSWORD), login(PASSWORD)])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(await storedHash(_id)).toMatch(OWN_FORM)
  })
})

describe('whatever else asks for the password', () => {
  it('takes an imported one: a change of it', async () => {
    const { _id, token } = await importedUser(HASH)
    const change = { currentPassword: PASSWORD, newPassword: 'another good password' }
    const answer = await call('/users/password', { method: 'PUT', token, body: change })
    expect(answer.status).toBe(200)
    expect(await storedHash(_id)).toMatch(OWN_FORM)
    expect((await login('another good password')).status).toBe(200)
    expect((await login(PASSWORD)).status).toBe(401)
  })

  it('takes an imported one: the deletion of the account', async () => {
    const { token } = await importedUser(HASH)
    const answer = await call('/users/account', { method: 'DELETE', token, body: { password: PASSWORD } })
    expect(answer.status).toBe(204)
    expect((await login(PASSWORD)).status).toBe(401)
  })
})

describe('a hash of cost 31, which takes days to compare', () => {
  it('is refused at once like a wrong password, and logged', async () => {
    const { _id } = await importedUser(COST_31)
    expectLogs('password_form_refused')
    expect(await login(PASSWORD)).toMatchObject({ status: 401, body: { code: 'invalid_credentials' } })
    expect(logged('password_form_refused')).toMatchObject([{ form: '2b', reason: 'too_costly' }])
    expect(await storedHash(_id)).toBe(COST_31)
    expect(await sessionRows()).toHaveLength(1)
  })
})
