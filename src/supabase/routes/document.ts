import { Hono } from 'hono/tiny'
import { readAsset } from '../../http/read-asset.ts'
import type { SupabaseEnv } from '../env.ts'

/** The OpenAPI document of this protocol, with the URL that it was asked at. */
export const documentRoute = new Hono<SupabaseEnv>().get('/openapi.json', async (c) => {
  const document = await (await readAsset(c.env.outer, '/supabase.json')).json<object>()
  return c.json({ ...document, servers: [{ url: `${c.get('ctx').issuer}/auth/v1` }] }, 200, {
    'cache-control': 'public, max-age=300',
  })
})
