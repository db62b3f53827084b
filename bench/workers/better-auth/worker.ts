import type { D1Database } from '@cloudflare/workers-types'
import type { betterAuth } from 'better-auth'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { drizzle } from 'drizzle-orm/d1'
import * as schema from './schema.ts'

interface Env {
  DB: D1Database
  BETTER_AUTH_SECRET: string
  BETTER_AUTH_URL: string
}

/**
 * better-auth as its guide for Cloudflare sets it up, with the drizzle adapter on D1. All else is as it comes, but for
 * its rate limits, which would refuse the load. One instance serves an isolate, which favours it over the instance a
 * request that many examples make.
 */
export function serve(library: typeof betterAuth) {
  const create = (env: Env) =>
    library({
      secret: env.BETTER_AUTH_SECRET,
      baseURL: env.BETTER_AUTH_URL,
      database: drizzleAdapter(drizzle(env.DB), { provider: 'sqlite', schema }),
      emailAndPassword: { enabled: true },
      rateLimit: { enabled: false },
      advanced: { ipAddress: { ipAddressHeaders: ['cf-connecting-ip'] } },
    })
  let auth: ReturnType<typeof create> | undefined
  return {
    fetch(request: Request, env: Env): Promise<Response> {
      auth ??= create(env)
      return auth.handler(request)
    },
  }
}
