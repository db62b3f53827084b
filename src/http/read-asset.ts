import type { Context } from 'hono'
import type { AppEnv } from './app-env.ts'

/** A file of public/, which only the routes serve. Rejects if it is missing: then the deployment is incomplete. */
export async function readAsset(c: Context<AppEnv>, path: string): Promise<Response> {
  const asset = await c.get('assets').fetch(new URL(path, c.req.url))
  if (!asset.ok) throw new Error(`${path} is not among the assets`)
  return asset
}
