import { Hono } from 'hono/tiny'
import { getFigures } from '../../../domain/operations/overview/get-figures.ts'
import type { Operation } from '../../api/operation.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticateOperator } from '../../middleware/authenticate-operator.ts'
import { query } from '../../middleware/query.ts'
import { figures, figuresQuery, presentFigures } from './schemas.ts'

export const getFiguresRoute = new Hono<AppEnv>().get(
  '/admin/figures',
  authenticateOperator,
  query(figuresQuery),
  async (c) => {
    const { period = '24h' } = c.req.valid('query')
    return c.json({ data: presentFigures(await getFigures(c.get('ctx'), period)) }, 200)
  },
)

export const getFiguresOperation: Operation = {
  id: 'getFigures',
  tag: 'Admin',
  summary: 'Get figures',
  description:
    'Returns how many people registered, signed in, failed and were there, in hours, days or months of UTC. What each ' +
    'number counts, and how exactly, is in docs/figures.md.',
  status: 200,
  response: { data: figures },
}
