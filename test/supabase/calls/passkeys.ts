import { signUp } from '../support/face.ts'
import { assertion, newCredential, signUpWithPasskey } from '../support/factors.ts'
import type { CallRecord } from '../support/record.ts'

const common = { journey: 'supabase-js', success: 200, needsToken: true, roundTrips: 1 } as const

export const passkeys: CallRecord[] = [
  {
    ...common,
    sdk: 'auth.passkey.startRegistration',
    wire: 'POST /passkeys/registration/options',
    operation: 'getPasskeyOptions',
    arrange: async (face) => {
      const { bearer } = await signUp(face)
      return (by) => by('/passkeys/registration/options', { bearer, method: 'POST' })
    },
    shape: 'passkey options',
  },
  {
    ...common,
    sdk: 'auth.passkey.verifyRegistration',
    wire: 'POST /passkeys/registration/verify',
    operation: 'addPasskey',
    arrange: async (face) => {
      const { bearer, as } = await signUp(face)
      const { body } = await newCredential(as)
      return (by) => by('/passkeys/registration/verify', { bearer, body })
    },
    shape: 'passkey',
  },
  {
    ...common,
    sdk: 'auth.passkey.startAuthentication',
    wire: 'POST /passkeys/authentication/options',
    operation: 'getPasskeyLoginOptions',
    arrange: async () => (by) => by('/passkeys/authentication/options', { method: 'POST' }),
    shape: 'passkey options',
    needsToken: false,
  },
  {
    ...common,
    sdk: 'auth.passkey.verifyAuthentication',
    wire: 'POST /passkeys/authentication/verify',
    operation: 'loginWithPasskey',
    arrange: async (face) => {
      const { passkey } = await signUpWithPasskey(face)
      const body = await assertion(face, passkey)
      return (by) => by('/passkeys/authentication/verify', { body })
    },
    shape: 'session',
    roundTrips: 2,
    needsToken: false,
  },
  {
    ...common,
    sdk: 'auth.passkey.list',
    wire: 'GET /passkeys',
    operation: 'listPasskeys',
    arrange: async (face) => {
      const { bearer } = await signUpWithPasskey(face)
      return (by) => by('/passkeys', { bearer })
    },
    shape: 'passkeys',
  },
  {
    ...common,
    sdk: 'auth.passkey.list (Swift)',
    wire: 'GET /passkeys/',
    operation: 'listPasskeys',
    arrange: async (face) => {
      const { bearer } = await signUpWithPasskey(face)
      return (by) => by('/passkeys/', { bearer })
    },
    shape: 'passkeys',
  },
  {
    ...common,
    sdk: 'auth.passkey.update',
    wire: 'PATCH /passkeys/{id}',
    operation: 'renamePasskey',
    arrange: async (face) => {
      const { bearer, passkeyId } = await signUpWithPasskey(face)
      return (by) => by(`/passkeys/${passkeyId}`, { bearer, method: 'PATCH', body: { friendly_name: 'My phone' } })
    },
    shape: 'passkey',
    roundTrips: 2, // its UUID is found among all of theirs
  },
  {
    ...common,
    sdk: 'auth.passkey.delete',
    wire: 'DELETE /passkeys/{id}',
    operation: 'removePasskey',
    arrange: async (face) => {
      const { bearer, passkeyId } = await signUpWithPasskey(face)
      return (by) => by(`/passkeys/${passkeyId}`, { bearer, method: 'DELETE' })
    },
    success: 204,
    shape: 'nothing',
    roundTrips: 2, // its UUID is found among all of theirs
  },
]
