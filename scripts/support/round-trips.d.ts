import type { D1Database } from '@cloudflare/workers-types'

export function aroundTrips(database: D1Database, meanwhile: <T>(trip: () => Promise<T>) => Promise<T>): D1Database
