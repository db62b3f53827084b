import { Hono } from 'hono/tiny'
import type { AppEnv } from '../../app-env.ts'
import { cacheable } from '../../middleware/cacheable.ts'
import { readAsset } from '../../read-asset.ts'
import type { Operation } from '../operation.ts'
import { openapiDocument } from './schemas.ts'

export const getOpenapiDocumentRoute = new Hono<AppEnv>().get('/openapi.json', cacheable, async (c) => {
  const asset = await readAsset(c, '/openapi.json')
  const document = await asset.json<object>()
  return c.json({ ...document, servers: [{ url: c.get('ctx').issuer }] }, 200)
})

export const getOpenapiDocumentOperation: Operation = {
  id: 'getOpenapiDocument',
  tag: 'Service',
  summary: 'Get this document',
  description:
    'Returns the OpenAPI document, with the URL that it was asked at as its server. Its response may be cached.',
  status: 200,
  response: { whole: openapiDocument },
}
