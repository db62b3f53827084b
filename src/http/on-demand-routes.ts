import type { Context, Handler, Next } from 'hono'
import { every } from 'hono/combine'
import { Hono } from 'hono/tiny'
import type { AppEnv } from './app-env.ts'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** Routes that are loaded together: where they are, and the module that has them, under the same methods and paths. */
export interface RouteGroup {
  load(): Promise<{ routes: Hono<AppEnv> }>
  routes: readonly `${Method} /${string}`[]
}

/** An app that has the routes of all groups, and loads the handlers of a group with the first request for one. */
export function onDemandRoutes(groups: readonly RouteGroup[]): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  for (const { load, routes } of groups) {
    for (const route of routes) {
      const [method = '', path = ''] = route.split(' ')
      app.on(method, path, onDemandHandler(load, method, path))
    }
  }
  return app
}

/** Keeps the handler and never the promise of it: a load that fails, or is cancelled, is tried again. */
function onDemandHandler(load: RouteGroup['load'], method: string, path: string): Handler<AppEnv> {
  let known: Handler<AppEnv> | undefined
  return async (c: Context<AppEnv>, next: Next) => {
    known ??= findHandler((await load()).routes, method, path)
    return known(c, next)
  }
}

/** All that the module has for a route: its middleware, and at last its handler. */
function findHandler({ routes }: Hono<AppEnv>, method: string, path: string): Handler<AppEnv> {
  const found = routes.filter((route) => route.method === method && route.path === path)
  if (found.length === 0) throw new Error(`no handler for ${method} ${path}`)
  return every(...found.map(({ handler }) => handler))
}
