import { signUpWithFactor, signUpWithPasskey } from '../support/factors.ts'
import type { CallRecord } from '../support/record.ts'
import { asService, WITH_SERVICE_KEYS } from '../support/service-token.ts'

const common = { settings: WITH_SERVICE_KEYS } as const

export const adminFactors: CallRecord[] = [
  {
    ...common,
    sdk: 'auth.admin.mfa.listFactors',
    wire: 'GET /admin/users/{id}/factors',
    arrange: async (face) => {
      const { user } = (await signUpWithFactor(face)).session
      return (by) => by(`/admin/users/${user.id}/factors`, asService())
    },
    roundTrips: 1,
  },
  {
    ...common,
    sdk: 'auth.admin.mfa.deleteFactor',
    wire: 'DELETE /admin/users/{id}/factors/{factorId}',
    arrange: async (face) => {
      const { session, factorId } = await signUpWithFactor(face)
      return (by) => by(`/admin/users/${session.user.id}/factors/${factorId}`, { method: 'DELETE', ...asService() })
    },
    roundTrips: 2, // of a UUID, it has to be read first whose it is
  },
  {
    ...common,
    sdk: 'auth.admin.passkey.listPasskeys',
    wire: 'GET /admin/users/{id}/passkeys',
    arrange: async (face) => {
      const { session } = await signUpWithPasskey(face)
      return (by) => by(`/admin/users/${session.user.id}/passkeys`, asService())
    },
    roundTrips: 2,
  },
  {
    ...common,
    sdk: 'auth.admin.passkey.deletePasskey',
    wire: 'DELETE /admin/users/{id}/passkeys/{passkeyId}',
    arrange: async (face) => {
      const { session, passkeyId } = await signUpWithPasskey(face)
      return (by) => by(`/admin/users/${session.user.id}/passkeys/${passkeyId}`, { method: 'DELETE', ...asService() })
    },
    roundTrips: 3, // whose the UUID is, and which of their passkeys the other one
  },
]
