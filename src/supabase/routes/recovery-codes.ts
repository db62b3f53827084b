import type { Context } from 'hono'
import { Hono } from 'hono/tiny'
import * as v from 'valibot'
import { createFactorChallenge } from '../../domain/operations/factors/create-factor-challenge.ts'
import { createRecoveryCodes } from '../../domain/operations/factors/create-recovery-codes.ts'
import { listFactors } from '../../domain/operations/factors/list-factors.ts'
import { removeRecoveryCodes } from '../../domain/operations/factors/remove-recovery-codes.ts'
import { verifySecondFactor } from '../../domain/operations/factors/verify-second-factor.ts'
import { authenticate } from '../authenticate.ts'
import { maybe, readInput, text } from '../body.ts'
import type { SupabaseCallerEnv, SupabaseEnv } from '../env.ts'
import { renaming, SupabaseError } from '../errors.ts'
import { derivedUuid } from '../ids.ts'
import { answerSession } from '../session.ts'

type Env = SupabaseEnv & SupabaseCallerEnv

const TYPE = 'recovery_code'

/** A user has one set of recovery codes, which needs no id of its own. */
const idOf = (c: Context<Env>): Promise<string> => derivedUuid(c.get('ctx').caller.userId, TYPE)

/** `mfa.recoveryCodes`. */
export const recoveryCodesRoute = new Hono<SupabaseEnv>()
  .get('/factors/recovery-codes', authenticate, async (c) => {
    const { recoveryCodesMade: total, recoveryCodesLeft: remaining } = await listFactors(c.get('ctx'))
    if (total === 0) throw none()
    return c.json({ id: await idOf(c), type: TYPE, total, remaining })
  })
  .post('/factors/recovery-codes', authenticate, make)
  .post('/factors/recovery-codes/regenerate', authenticate, make)
  .post('/factors/recovery-codes/verify', authenticate, async (c) => {
    const { code } = await readInput(c, codeBody)
    if (!code) throw new SupabaseError('validation_failed', 'Code needs to be non-empty')
    const { sessionId } = c.get('ctx').caller
    const { challenge } = await createFactorChallenge(c.get('ctx')).catch(renaming({ factor_not_found: failed }))
    const answer = { challenge, recoveryCode: code, only: { sessionId } }
    const session = answerSession(c, c.get('ctx'), (ctx) => verifySecondFactor(ctx, answer))
    return c.json(await session.catch(renaming({ code_invalid: failed })))
  })
  .delete('/factors/recovery-codes', authenticate, async (c) => {
    await removeRecoveryCodes(c.get('ctx')).catch(renaming({ factor_not_found: none }))
    return c.json({ id: await idOf(c) })
  })

const failed = () => new SupabaseError('mfa_verification_failed', 'Invalid recovery code entered')
const none = () => new SupabaseError('mfa_factor_not_found', 'The user has not enrolled recovery codes')

export const codeBody = v.object({ code: maybe(text) })
export const recoveryCodesBody = v.object({ friendly_name: maybe(text) })

/** Makes a set; one that there is is replaced: whoever has lost it does not have to say so first. */
async function make(c: Context<Env>): Promise<Response> {
  const { friendly_name: given } = await readInput(c, recoveryCodesBody)
  const codes = await createRecoveryCodes(c.get('ctx'))
  const name = given?.trim() || 'Recovery codes'
  return c.json({ id: await idOf(c), type: TYPE, friendly_name: name, total: codes.length, codes })
}
