import { Hono } from 'hono/tiny'
import * as v from 'valibot'
import { addTotpFactor, NAMELESS } from '../../domain/operations/factors/add-totp-factor.ts'
import { confirmTotpFactor } from '../../domain/operations/factors/confirm-totp-factor.ts'
import { createFactorChallenge } from '../../domain/operations/factors/create-factor-challenge.ts'
import { removeFactor } from '../../domain/operations/factors/remove-factor.ts'
import { verifySecondFactor } from '../../domain/operations/factors/verify-second-factor.ts'
import { Problem } from '../../model/problem.ts'
import { authenticate } from '../authenticate.ts'
import { maybe, readInput, text } from '../body.ts'
import type { SupabaseEnv } from '../env.ts'
import { renaming, SupabaseError } from '../errors.ts'
import { factorOf, readFactorId } from '../factor-of.ts'
import { fromUuid, isUuid, toUuid } from '../ids.ts'
import { answerSession, readingAccount } from '../session.ts'

const CHALLENGE_MS = 10 * 60_000 // as long as those of a confirmed factor

const name = maybe(v.pipe(text, v.trim(), v.maxLength(80, 'must be at most 80 characters')))
export const enrolBody = v.object({ factor_type: maybe(text), friendly_name: name, issuer: name })
export const answerBody = v.object({ challenge_id: maybe(text), code: maybe(text) })

/** `mfa.enroll`, `mfa.challenge`, `mfa.verify`, `mfa.unenroll`. */
export const factorsRoute = new Hono<SupabaseEnv>()
  .post('/factors', authenticate, async (c) => {
    const { factor_type: type, friendly_name: friendlyName, issuer } = await readInput(c, enrolBody)
    if (type === 'phone' || type === 'webauthn') throw new SupabaseError(`mfa_${type}_enroll_not_enabled`)
    if (type !== 'totp')
      throw new SupabaseError('validation_failed', 'factor_type needs to be totp, phone, or webauthn')
    const named = { name: friendlyName || NAMELESS, issuer: issuer || undefined }
    const { factorId, qrSvg, secret, uri } = await addTotpFactor(c.get('ctx'), named)
    const id = await toUuid(factorId)
    return c.json({ id, type, friendly_name: named.name, totp: { qr_code: qrSvg, secret, uri } })
  })
  .post('/factors/:factorId/challenge', authenticate, async (c) => {
    const { ctx, account } = readingAccount(c.get('ctx'), c.get('ctx').caller.sessionId)
    const asked = await createFactorChallenge(ctx).catch((error: unknown) => {
      if (error instanceof Problem && error.code === 'factor_not_found') return undefined // none is confirmed yet
      throw error
    })
    const { _id: factorId, confirmedAt } = factorOf(account(), c.req.param('factorId'))
    const isConfirmed = confirmedAt !== null
    const id = isConfirmed && asked ? asked.challenge : await toUuid(factorId)
    const expiresAt = isConfirmed && asked ? asked.expiresAt.getTime() : ctx.now().getTime() + CHALLENGE_MS
    return c.json({ id, type: 'totp', expires_at: Math.floor(expiresAt / 1_000) })
  })
  .post('/factors/:factorId/verify', authenticate, async (c) => {
    const factorId = readFactorId(c.req.param('factorId'))
    const { challenge_id: challenge, code } = await readInput(c, answerBody)
    if (!code) throw new SupabaseError('validation_failed', 'Code needs to be non-empty')
    if (!challenge) throw new SupabaseError('validation_failed', 'challenge_id must be the id of a challenge')
    const { sessionId } = c.get('ctx').caller
    const isFirst = isUuid(challenge) && fromUuid(challenge) === factorId // nothing was asked: the factor is not confirmed
    const session = answerSession(c, c.get('ctx'), (ctx) =>
      isFirst
        ? confirmTotpFactor(ctx, { factorId, code, withRecoveryCodes: false })
        : verifySecondFactor(ctx, { challenge, code, only: { sessionId, factorId } }),
    )
    return c.json(await session.catch(renaming({ code_invalid: 'mfa_verification_failed' })))
  })
  .delete('/factors/:factorId', authenticate, async (c) => {
    const factorId = readFactorId(c.req.param('factorId'))
    await removeFactor(c.get('ctx'), factorId)
    return c.json({ id: await toUuid(factorId) })
  })
