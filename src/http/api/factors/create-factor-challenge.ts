import { Hono } from 'hono/tiny'
import { createFactorChallenge } from '../../../domain/operations/factors/create-factor-challenge.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticate } from '../../middleware/authenticate.ts'
import type { Operation } from '../operation.ts'
import { factorChallenge, presentFactorChallenge } from './schemas.ts'

export const createFactorChallengeRoute = new Hono<AppEnv>().post(
  '/users/factors/challenge',
  authenticate,
  async (c) => {
    const challenge = await createFactorChallenge(c.get('ctx'))
    return c.json({ data: presentFactorChallenge(challenge) }, 200)
  },
)

export const createFactorChallengeOperation: Operation = {
  id: 'createFactorChallenge',
  tag: 'Factors',
  summary: 'Request a challenge',
  description:
    "Makes a challenge for the caller's session, after `second_factor_required` or `recent_second_factor_required`. Send it " +
    'back with a second factor, as that of a login: a new session replaces this one.',
  status: 200,
  response: { data: factorChallenge },
  problems: ['factors_not_configured', 'factor_not_found'],
}
