import { describe, expect, it } from 'vitest'
import { decoyOf, formOf, IMPORTED_FORM } from '../../../src/crypto/imported-forms.ts'
import { hashPassword, type ReadImportedHash, verifyPassword } from '../../../src/crypto/password.ts'
import { readImportedHash } from '../../../src/crypto/password-formats/index.ts'
import { expectLogs, logged } from '../../support/logs.ts'
import { countSlices } from '../../support/production-limits.ts'
import { storePasswordHash } from '../../support/rows.ts'
import { serviceWith } from '../../support/service.ts'
import { registerUser } from '../../support/users.ts'

// Formats take times of their own: whoever measures a login must not see which one was compared, or that none was.
// `npm run measure:login-time` measures it; here it is counted what is compared.

const ITERATIONS = 20_000
const FIREBASE_SIGNER_KEY = `${'B'.repeat(86)}==`
const FORMS = ['$2b$04$', '$2b$05$', '$scrypt$ln=4,r=8,p=1$', '$fbscrypt$v=1,n=4,r=8,p=1,ss=Bw==$']

/** In which forms a wrong password is compared, in their order, and how much of our own is made. */
async function workOf(stored: string | undefined, signerKey = FIREBASE_SIGNER_KEY) {
  const compared: string[] = []
  const read: ReadImportedHash = async (hash) => {
    const parsed = readImportedHash(hash, { FIREBASE_SIGNER_KEY: signerKey })
    if (typeof parsed !== 'object') return parsed
    return {
      async matches(password) {
        compared.push(formOf(hash))
        return parsed.matches(password)
      },
    }
  }
  const slices = await countSlices(async () => {
    expect(await verifyPassword('wrong', stored, ITERATIONS, read, FORMS)).toMatchObject({ matches: false })
  })
  return { compared, slices }
}

describe('finding out by the time of a login that a user was imported', () => {
  it.each(FORMS)('a wrong password takes the work of an unknown email: %s', async (form) => {
    const unknown = await workOf(undefined)
    expect(unknown.compared).toEqual(FORMS)
    expect(await workOf(decoyOf(form))).toEqual(unknown)
  })

  it('so it does for a user who registered here, and by the names that others give bcrypt', async () => {
    const unknown = await workOf(undefined)
    expect(await workOf(await hashPassword('right', ITERATIONS))).toEqual(unknown)
    for (const name of ['$2a$', '$2y$']) expect(await workOf(decoyOf('$2b$04$').replace('$2b$', name))).toEqual(unknown)
  })

  it('so it does for a hash that is refused', async () => {
    expectLogs('password_form_refused')
    const unknown = await workOf(undefined)
    expect(await workOf(decoyOf('$2b$31$'))).toEqual(unknown)
    expect(await workOf(decoyOf('$fbscrypt$v=1,n=4,r=8,p=1,ss=Bw==$').replace('A==', 'AAAA=='))).toEqual(unknown)
    const withoutKey = await workOf(undefined, '')
    expect(await workOf(decoyOf('$fbscrypt$v=1,n=4,r=8,p=1,ss=Bw==$'), '')).toEqual(withoutKey)
  })

  it('a right password takes its own work alone', async () => {
    const stored = await hashPassword('right', ITERATIONS)
    const read: ReadImportedHash = () => Promise.reject(new Error('read'))
    expect((await verifyPassword('right', stored, ITERATIONS, read, FORMS)).matches).toBe(true)
  })

  it('a login does that work for the forms of the setting IMPORTED_HASHES', async () => {
    const [, , scrypt = '', firebase = ''] = FORMS
    const service = serviceWith({ IMPORTED_HASHES: ` ${scrypt}  ${firebase}`, FIREBASE_SIGNER_KEY })
    const slicesFor = (email: string) =>
      countSlices(() => service('/users/login', { body: { email, password: 'not the right one' } }))
    const { _id } = await registerUser({ email: 'native@example.com' })
    const native = await slicesFor('native@example.com')
    expect(native).toBe(2 + 2 + 2) // our own slices, and what scrypt begins and ends with
    expect(await slicesFor('unknown@example.com')).toBe(native)
    for (const form of [scrypt, firebase]) {
      await storePasswordHash(_id, decoyOf(form))
      expect(await slicesFor('native@example.com')).toBe(native)
    }
  })

  it('a form that the setting does not name is logged, without the hash', async () => {
    expectLogs('password_form_unlisted')
    const { _id } = await registerUser()
    await storePasswordHash(_id, decoyOf('$2b$04$'))
    await serviceWith()('/users/login', { body: { email: 'syamlal@example.com', password: 'wrong' } })
    expect(logged('password_form_unlisted')).toEqual([
      { level: 'error', event: 'password_form_unlisted', form: '$2b$04$' },
    ])
  })

  it('the setting takes the forms that the import names', () => {
    for (const form of FORMS) {
      expect(formOf(decoyOf(form))).toBe(form)
      expect(form).toMatch(IMPORTED_FORM)
    }
  })
})
