import { Hono } from 'hono/tiny'
import type { AppEnv } from '../../app-env.ts'
import { addTotpFactorRoute } from './add-totp-factor.ts'
import { confirmTotpFactorRoute } from './confirm-totp-factor.ts'
import { createFactorChallengeRoute } from './create-factor-challenge.ts'
import { createRecoveryCodesRoute } from './create-recovery-codes.ts'
import { listFactorsRoute } from './list-factors.ts'
import { removeFactorRoute } from './remove-factor.ts'
import { verifySecondFactorRoute } from './verify-second-factor.ts'

export const routes = new Hono<AppEnv>()
  .route('/', addTotpFactorRoute)
  .route('/', confirmTotpFactorRoute)
  .route('/', verifySecondFactorRoute)
  .route('/', createFactorChallengeRoute)
  .route('/', listFactorsRoute)
  .route('/', removeFactorRoute)
  .route('/', createRecoveryCodesRoute)
