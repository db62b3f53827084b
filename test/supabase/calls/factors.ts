import { totpNow } from '../../support/totp-code.ts'
import { signUp } from '../support/face.ts'
import { begin, challenge, signInOwing, signUpWithFactor } from '../support/factors.ts'
import type { CallRecord } from '../support/record.ts'

export const factors: CallRecord[] = [
  {
    sdk: 'auth.mfa.enroll',
    wire: 'POST /factors',
    arrange: async (face) => {
      const { bearer } = await signUp(face)
      return (by) => by('/factors', { bearer, body: { factor_type: 'totp' } })
    },
    roundTrips: 1,
  },
  {
    sdk: 'auth.mfa.challenge',
    wire: 'POST /factors/{id}/challenge',
    arrange: async (face) => {
      const { owing, factorId } = await signInOwing(face)
      return (by) => by(`/factors/${factorId}/challenge`, { bearer: owing.access_token, body: {} })
    },
    roundTrips: 1,
    worksWhileDue: true,
  },
  {
    sdk: 'auth.mfa.verify',
    wire: 'POST /factors/{id}/verify',
    arrange: async (face) => {
      const { owing, asOwing, factorId, secret } = await signInOwing(face)
      const { body } = await challenge(asOwing, factorId)
      const given = { challenge_id: body.id, code: totpNow(secret, 1) }
      return (by) => by(`/factors/${factorId}/verify`, { bearer: owing.access_token, body: given })
    },
    roundTrips: 1,
    worksWhileDue: true,
  },
  {
    sdk: 'auth.mfa.verify (the first code)',
    wire: 'POST /factors/{id}/verify',
    arrange: async (face) => {
      const { bearer, as } = await signUp(face)
      const { factorId, secret } = await begin(as)
      const { body } = await challenge(as, factorId)
      const given = { challenge_id: body.id, code: totpNow(secret) }
      return (by) => by(`/factors/${factorId}/verify`, { bearer, body: given })
    },
    roundTrips: 2,
  },
  {
    sdk: 'auth.mfa.unenroll',
    wire: 'DELETE /factors/{id}',
    arrange: async (face) => {
      const { bearer, factorId } = await signUpWithFactor(face)
      return (by) => by(`/factors/${factorId}`, { bearer, method: 'DELETE' })
    },
    roundTrips: 1,
  },
  {
    sdk: 'auth.mfa.recoveryCodes.generate',
    wire: 'POST /factors/recovery-codes',
    arrange: async (face) => {
      const { bearer } = await signUpWithFactor(face)
      return (by) => by('/factors/recovery-codes', { bearer, body: {} })
    },
    roundTrips: 1,
  },
  {
    sdk: 'auth.mfa.recoveryCodes.getStatus',
    wire: 'GET /factors/recovery-codes',
    arrange: async (face) => {
      const { bearer, as } = await signUpWithFactor(face)
      await as('/factors/recovery-codes', { method: 'POST' })
      return (by) => by('/factors/recovery-codes', { bearer })
    },
    roundTrips: 1,
    worksWhileDue: true,
  },
  {
    sdk: 'auth.mfa.recoveryCodes.verify',
    wire: 'POST /factors/recovery-codes/verify',
    arrange: async (face) => {
      const { owing, as } = await signInOwing(face)
      const { body } = await as('/factors/recovery-codes', { method: 'POST' })
      const given = { code: body.codes[0] }
      return (by) => by('/factors/recovery-codes/verify', { bearer: owing.access_token, body: given })
    },
    roundTrips: 2,
    worksWhileDue: true,
  },
  {
    sdk: 'auth.mfa.recoveryCodes.regenerate',
    wire: 'POST /factors/recovery-codes/regenerate',
    arrange: async (face) => {
      const { bearer } = await signUpWithFactor(face)
      return (by) => by('/factors/recovery-codes/regenerate', { bearer, method: 'POST' })
    },
    roundTrips: 1,
  },
  {
    sdk: 'auth.mfa.recoveryCodes.unenroll',
    wire: 'DELETE /factors/recovery-codes',
    arrange: async (face) => {
      const { bearer, as } = await signUpWithFactor(face)
      await as('/factors/recovery-codes', { method: 'POST' })
      return (by) => by('/factors/recovery-codes', { bearer, method: 'DELETE' })
    },
    roundTrips: 1,
  },
]
