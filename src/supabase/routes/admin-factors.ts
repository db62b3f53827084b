import { Hono } from 'hono/tiny'
import { getUser } from '../../domain/operations/users/get-user.ts'
import { removeUserFactor } from '../../domain/operations/users/remove-user-factor.ts'
import { removeUserPasskey } from '../../domain/operations/users/remove-user-passkey.ts'
import { accountOf } from '../admin-users.ts'
import { authenticateOperator } from '../authenticate-operator.ts'
import type { SupabaseEnv } from '../env.ts'
import { factorOf } from '../factor-of.ts'
import { findPasskey, presentPasskey } from '../present-passkey.ts'
import { presentFactor, storedFactors } from '../present-user.ts'

/** `admin.mfa.*`, `admin.passkey.*`. */
export const adminFactorsRoute = new Hono<SupabaseEnv>()
  .get('/admin/users/:id/factors', authenticateOperator, async (c) => {
    const { factors } = await accountOf(c.get('ctx'), c.req.param('id'))
    return c.json(await Promise.all(storedFactors(factors).map(presentFactor)))
  })
  .delete('/admin/users/:id/factors/:factorId', authenticateOperator, async (c) => {
    const account = await accountOf(c.get('ctx'), c.req.param('id'))
    const factor = factorOf(account, c.req.param('factorId'))
    await removeUserFactor(c.get('ctx'), account._id, factor._id)
    return c.json(await presentFactor(factor))
  })
  .get('/admin/users/:id/passkeys', authenticateOperator, async (c) => {
    const { _id: userId } = await accountOf(c.get('ctx'), c.req.param('id'))
    const { passkeys } = await getUser(c.get('ctx'), userId)
    return c.json(await Promise.all(passkeys.map(presentPasskey)))
  })
  .delete('/admin/users/:id/passkeys/:passkeyId', authenticateOperator, async (c) => {
    const { _id: userId } = await accountOf(c.get('ctx'), c.req.param('id'))
    const { passkeys } = await getUser(c.get('ctx'), userId)
    const passkeyId = await findPasskey(passkeys, c.req.param('passkeyId'))
    await removeUserPasskey(c.get('ctx'), userId, passkeyId, { keepsOtherSessions: true })
    return c.body(null, 204)
  })
