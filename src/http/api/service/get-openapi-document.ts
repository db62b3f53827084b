import { Hono } from 'hono/tiny'
import type { AppEnv } from '../../app-env.ts'
import { cacheable } from '../../middleware/cacheable.ts'
import { readAsset } from '../../read-asset.ts'
import { operation } from '../operation.ts'
import { openapiDocument } from './schemas.ts'

export const getOpenapiDocumentRoute = new Hono<AppEnv>().get(
  '/openapi.json',
  operation({
    id: 'getOpenapiDocument',
    tag: 'Service',
    summary: 'This document',
    status: 200,
    answer: openapiDocument,
  }),
  cacheable,
  async (c) => {
    const asset = await readAsset(c, '/openapi.json')
    const document = await asset.json<object>()
    return c.json({ ...document, servers: [{ url: c.get('ctx').issuer }] }, 200)
  },
)
