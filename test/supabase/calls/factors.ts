import { totpNow } from '../../support/totp-code.ts'
import { signUp } from '../support/face.ts'
import { begin, challenge, signInOwing, signUpWithFactor } from '../support/factors.ts'
import type { CallRecord } from '../support/record.ts'

const common = { journey: 'supabase-js', success: 200, needsToken: true } as const

export const factors: CallRecord[] = [
  {
    ...common,
    sdk: 'auth.mfa.enroll',
    wire: 'POST /factors',
    operation: 'addTotpFactor',
    arrange: async (face) => {
      const { bearer } = await signUp(face)
      return (by) => by('/factors', { bearer, body: { factor_type: 'totp' } })
    },
    shape: 'factor',
    roundTrips: 1,
  },
  {
    ...common,
    sdk: 'auth.mfa.challenge',
    wire: 'POST /factors/{id}/challenge',
    operation: 'createFactorChallenge',
    arrange: async (face) => {
      const { owing, factorId } = await signInOwing(face)
      return (by) => by(`/factors/${factorId}/challenge`, { bearer: owing.access_token, body: {} })
    },
    shape: 'challenge',
    roundTrips: 1,
    worksWhileDue: true,
  },
  {
    ...common,
    sdk: 'auth.mfa.verify',
    wire: 'POST /factors/{id}/verify',
    operation: 'verifySecondFactor',
    arrange: async (face) => {
      const { owing, asOwing, factorId, secret } = await signInOwing(face)
      const { body } = await challenge(asOwing, factorId)
      const given = { challenge_id: body.id, code: totpNow(secret, 1) }
      return (by) => by(`/factors/${factorId}/verify`, { bearer: owing.access_token, body: given })
    },
    shape: 'session',
    roundTrips: 1,
    worksWhileDue: true,
  },
  {
    ...common,
    sdk: 'auth.mfa.verify (the first code)',
    wire: 'POST /factors/{id}/verify',
    operation: 'confirmTotpFactor',
    arrange: async (face) => {
      const { bearer, as } = await signUp(face)
      const { factorId, secret } = await begin(as)
      const { body } = await challenge(as, factorId)
      const given = { challenge_id: body.id, code: totpNow(secret) }
      return (by) => by(`/factors/${factorId}/verify`, { bearer, body: given })
    },
    shape: 'session',
    roundTrips: 2,
  },
  {
    ...common,
    sdk: 'auth.mfa.unenroll',
    wire: 'DELETE /factors/{id}',
    operation: 'removeFactor',
    arrange: async (face) => {
      const { bearer, factorId } = await signUpWithFactor(face)
      return (by) => by(`/factors/${factorId}`, { bearer, method: 'DELETE' })
    },
    shape: 'removed',
    roundTrips: 1,
  },
  {
    ...common,
    sdk: 'auth.mfa.recoveryCodes.generate',
    wire: 'POST /factors/recovery-codes',
    operation: 'createRecoveryCodes',
    arrange: async (face) => {
      const { bearer } = await signUpWithFactor(face)
      return (by) => by('/factors/recovery-codes', { bearer, body: {} })
    },
    shape: 'recovery codes',
    roundTrips: 1,
  },
  {
    ...common,
    sdk: 'auth.mfa.recoveryCodes.getStatus',
    wire: 'GET /factors/recovery-codes',
    operation: 'listFactors',
    arrange: async (face) => {
      const { bearer, as } = await signUpWithFactor(face)
      await as('/factors/recovery-codes', { method: 'POST' })
      return (by) => by('/factors/recovery-codes', { bearer })
    },
    shape: 'recovery codes',
    roundTrips: 1,
    worksWhileDue: true,
  },
  {
    ...common,
    sdk: 'auth.mfa.recoveryCodes.verify',
    wire: 'POST /factors/recovery-codes/verify',
    operation: 'verifySecondFactor',
    arrange: async (face) => {
      const { owing, as } = await signInOwing(face)
      const { body } = await as('/factors/recovery-codes', { method: 'POST' })
      const given = { code: body.codes[0] }
      return (by) => by('/factors/recovery-codes/verify', { bearer: owing.access_token, body: given })
    },
    shape: 'session',
    roundTrips: 2,
    worksWhileDue: true,
  },
  {
    ...common,
    sdk: 'auth.mfa.recoveryCodes.regenerate',
    wire: 'POST /factors/recovery-codes/regenerate',
    operation: 'createRecoveryCodes',
    arrange: async (face) => {
      const { bearer } = await signUpWithFactor(face)
      return (by) => by('/factors/recovery-codes/regenerate', { bearer, method: 'POST' })
    },
    shape: 'recovery codes',
    roundTrips: 1,
  },
  {
    ...common,
    sdk: 'auth.mfa.recoveryCodes.unenroll',
    wire: 'DELETE /factors/recovery-codes',
    operation: 'removeRecoveryCodes',
    arrange: async (face) => {
      const { bearer, as } = await signUpWithFactor(face)
      await as('/factors/recovery-codes', { method: 'POST' })
      return (by) => by('/factors/recovery-codes', { bearer, method: 'DELETE' })
    },
    shape: 'removed',
    roundTrips: 1,
  },
]
