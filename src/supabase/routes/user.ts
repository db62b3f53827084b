import { Hono } from 'hono/tiny'
import { getAccount } from '../../domain/operations/account/get-account.ts'
import { authenticate } from '../authenticate.ts'
import type { SupabaseEnv } from '../env.ts'
import { presentUser } from '../present-user.ts'

/** `getUser`, `updateUser`. */
export const userRoute = new Hono<SupabaseEnv>().get('/user', authenticate, async (c) =>
  c.json(await presentUser(await getAccount(c.get('ctx')), c.get('supabase')), 200),
)
