import { signUp } from '../support/face.ts'
import { assertion, newCredential, signUpWithPasskey } from '../support/factors.ts'
import type { CallRecord } from '../support/record.ts'

const common = { roundTrips: 1 } as const

export const passkeys: CallRecord[] = [
  {
    ...common,
    sdk: 'auth.passkey.startRegistration',
    wire: 'POST /passkeys/registration/options',
    arrange: async (face) => {
      const { bearer } = await signUp(face)
      return (by) => by('/passkeys/registration/options', { bearer, method: 'POST' })
    },
  },
  {
    ...common,
    sdk: 'auth.passkey.verifyRegistration',
    wire: 'POST /passkeys/registration/verify',
    arrange: async (face) => {
      const { bearer, as } = await signUp(face)
      const { body } = await newCredential(as)
      return (by) => by('/passkeys/registration/verify', { bearer, body })
    },
  },
  {
    ...common,
    sdk: 'auth.passkey.startAuthentication',
    wire: 'POST /passkeys/authentication/options',
    arrange: async () => (by) => by('/passkeys/authentication/options', { method: 'POST' }),
  },
  {
    ...common,
    sdk: 'auth.passkey.verifyAuthentication',
    wire: 'POST /passkeys/authentication/verify',
    arrange: async (face) => {
      const { passkey } = await signUpWithPasskey(face)
      const body = await assertion(face, passkey)
      return (by) => by('/passkeys/authentication/verify', { body })
    },
    roundTrips: 2,
  },
  {
    ...common,
    sdk: 'auth.passkey.list',
    wire: 'GET /passkeys',
    arrange: async (face) => {
      const { bearer } = await signUpWithPasskey(face)
      return (by) => by('/passkeys', { bearer })
    },
  },
  {
    ...common,
    sdk: 'auth.passkey.list (Swift)',
    wire: 'GET /passkeys',
    arrange: async (face) => {
      const { bearer } = await signUpWithPasskey(face)
      return (by) => by('/passkeys/', { bearer })
    },
  },
  {
    ...common,
    sdk: 'auth.passkey.update',
    wire: 'PATCH /passkeys/{id}',
    arrange: async (face) => {
      const { bearer, passkeyId } = await signUpWithPasskey(face)
      return (by) => by(`/passkeys/${passkeyId}`, { bearer, method: 'PATCH', body: { friendly_name: 'My phone' } })
    },
    roundTrips: 2, // its UUID is found among all of theirs
  },
  {
    ...common,
    sdk: 'auth.passkey.delete',
    wire: 'DELETE /passkeys/{id}',
    arrange: async (face) => {
      const { bearer, passkeyId } = await signUpWithPasskey(face)
      return (by) => by(`/passkeys/${passkeyId}`, { bearer, method: 'DELETE' })
    },
    roundTrips: 2, // its UUID is found among all of theirs
  },
]
