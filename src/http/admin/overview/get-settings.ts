import { Hono } from 'hono/tiny'
import { getSettings } from '../../../domain/operations/overview/get-settings.ts'
import type { Operation } from '../../api/operation.ts'
import type { AppEnv } from '../../app-env.ts'
import { authenticateOperator } from '../../middleware/authenticate-operator.ts'
import { presentSettings, settings } from './schemas.ts'

export const getSettingsRoute = new Hono<AppEnv>().get('/admin/settings', authenticateOperator, async (c) =>
  c.json({ data: presentSettings(await getSettings(c.get('ctx'))) }, 200),
)

export const getSettingsOperation: Operation = {
  id: 'getSettings',
  tag: 'Admin',
  summary: 'Get the settings',
  description:
    'Returns how the service is set up: its settings, of secrets only whether they are set, which ways in are on, and what ' +
    'is missing or wrong. They are changed by a deployment, and not here.',
  status: 200,
  response: { data: settings },
}
