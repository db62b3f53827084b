import { describe, expect, it } from 'vitest'
import { breaches } from '../../contract/breaches.ts'
import { documentedRoutes } from '../../contract/documented-routes.ts'
import { extensions } from '../../extensions/routes.ts'
import { createGuest, exists } from '../../support/guests.ts'
import { exampleOf } from '../../support/routes/example.ts'
import { call } from '../../support/service.ts'
import { registerUser } from '../../support/users.ts'

/** What a guest is told where it is not what the record of the route says. */
const OTHERWISE: Record<string, { status: number; code: string }> = {
  changePassword: { status: 409, code: 'upgrade_required' },
  changeEmail: { status: 409, code: 'upgrade_required' },
  sendEmailVerification: { status: 409, code: 'upgrade_required' },
  verifyEmail: { status: 409, code: 'upgrade_required' },
  deleteAccount: { status: 409, code: 'upgrade_required' }, // with a password
  unlinkIdentity: { status: 404, code: 'identity_not_found' },
  addPasskey: { status: 401, code: 'passkey_invalid' }, // whose challenge is another session's
  renamePasskey: { status: 404, code: 'passkey_not_found' },
  removePasskey: { status: 404, code: 'passkey_not_found' },
  confirmTotpFactor: { status: 404, code: 'factor_not_found' },
  createFactorChallenge: { status: 404, code: 'factor_not_found' },
  removeFactor: { status: 404, code: 'factor_not_found' },
  createRecoveryCodes: { status: 404, code: 'factor_not_found' },
  endSession: { status: 404, code: 'session_not_found' },
}

/** What operators call is tried by every caller in test/admin/matrix.test.ts. Whose rows a team's calls change is its matter. */
const forCallers = documentedRoutes.filter(
  ({ id, needsToken, isForAdmins }) => needsToken && !isForAdmins && !(id in extensions),
)

describe('a guest', () => {
  it.each(forCallers)('is answered as documented: $id', async ({ operation, ...route }) => {
    const { path, call: example } = await exampleOf(route)
    const { token } = await createGuest()
    const response = await call(path, { ...example, token })
    expect(breaches(operation, response)).toEqual([])
    const expected = OTHERWISE[route.id] ?? { status: route.success, code: undefined }
    expect({ status: response.status, code: response.body?.code }).toEqual(expected)
  })
})

const deleteAccount = (token: string, body: object = {}) => call('/users/account', { method: 'DELETE', token, body })

describe('deleting a guest', () => {
  it.each([{}, { password: null }])('takes no proof, since there is none: %j', async (body) => {
    const guest = await createGuest()
    expect((await deleteAccount(guest.token, body)).status).toBe(204)
    expect(await exists(guest._id)).toBe(false)
    expect((await call('/users/profile', { token: guest.token })).body.code).toBe('session_ended')
  })

  it('takes their session, and takes nobody else', async () => {
    const guest = await createGuest()
    await call('/users/logout', { method: 'POST', token: guest.token })
    expect((await deleteAccount(guest.token)).body.code).toBe('session_ended')
    expect(await exists(guest._id)).toBe(true)
  })

  it('is no way to delete a user without a proof', async () => {
    const user = await registerUser()
    const { status, body } = await deleteAccount(user.token)
    expect([status, body.errors[0].path]).toEqual([400, 'password'])
    expect(await exists(user._id)).toBe(true)
  })
})
