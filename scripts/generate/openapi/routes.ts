import { globSync } from 'node:fs'
import { join } from 'node:path'
import { Hono } from 'hono'
import { describeRoute, resolver } from 'hono-openapi'
import * as v from 'valibot'
import type { Hooks } from '../../../src/domain/hooks/hooks.ts'
import { refusals } from '../../../src/extensions/hooks.ts'
import { extensionGroups } from '../../../src/extensions.gen.ts'
import { routes } from '../../../src/http/api/index.ts'
import type { Operation, ResponseBody } from '../../../src/http/api/operation.ts'
import { cursor } from '../../../src/http/fields/outputs.ts'
import type { OperationSpec } from '../../../src/http/openapi/documented.ts'
import { STATUS_PHRASES } from '../../../src/http/status-phrases.ts'
import type { ProblemCode } from '../../../src/model/problem.ts'
import { adminGroups, apiGroups, uploadGroups } from '../../../src/on-demand.ts'
import { Complaint } from '../complaint.ts'

const SOURCE = join(import.meta.dirname, '../../../src')
const FILES = ['http/{api,admin}/*/*.ts', 'extensions/*/*.ts']
/** What is no route, in src/extensions. */
const OTHERS = /\/(queries|statements|migrations)\//

/** The routes of the API, each with the description of its file before its middleware, as hono-openapi reads them. */
export async function describedRoutes(): Promise<Hono> {
  const operations = await readOperations()
  const known = new Set(operations.keys())
  const loaded = await Promise.all(
    [...uploadGroups, ...apiGroups, ...adminGroups, ...extensionGroups].map(({ load }) => load()),
  )
  const all = [routes, ...loaded.map((group) => group.routes)].flatMap((app) => app.routes)
  const described = all.flatMap((route) => {
    const key = keyOf(route)
    const operation = operations.get(key)
    operations.delete(key) // a route is listed once for each of its handlers
    return operation ? [{ ...route, handler: describeRoute(specOf(operation, route.method)) }, route] : [route]
  })
  const missing = all.filter(({ method, path }) => method !== 'ALL' && !known.has(keyOf({ method, path })))
  if (missing[0])
    throw new Complaint(`the file of ${keyOf(missing[0])} exports no ...Operation: src/http/api/operation.ts`)
  if (operations.size > 0)
    throw new Complaint(
      `none of src/http/api/index.ts, src/on-demand.ts and src/extensions/index.ts has ${[...operations.keys()].join(', ')}`,
    )
  return Object.assign(new Hono(), { routes: described })
}

/** What the files say of their routes, by method and path. */
async function readOperations(): Promise<Map<string, Operation>> {
  const files = globSync(FILES, { cwd: SOURCE }).filter((file) => !/schemas\.ts$/.test(file) && !OTHERS.test(file))
  const found = await Promise.all(
    files.map(async (file) => {
      const { route, operation } = readExports(await import(join(SOURCE, file)))
      return operation && route ? route.routes.map((each): [string, Operation] => [keyOf(each), operation]) : []
    }),
  )
  return new Map(found.flat())
}

/** Types end where files are imported by their names: what a file of a route exports is told apart by these. */
function readExports(exported: Record<string, unknown>) {
  const find = (kind: string) => Object.entries(exported).find(([name]) => name.endsWith(kind))?.[1]
  return {
    route: find('Route') as Pick<Hono, 'routes'> | undefined,
    operation: find('Operation') as Operation | undefined,
  }
}

const keyOf = ({ method, path }: { method: string; path: string }) => `${method} ${path}`

function specOf(operation: Operation, method: string) {
  const { id, tag, summary, description, status, response, problems = [], hooks = [] } = operation
  const operationId = typeof id === 'string' ? id : id[method]
  if (!operationId) throw new Complaint(`${summary} has no id for ${method}`)
  const content = response && { 'application/json': { schema: resolver(bodyOf(response), { typeMode: 'output' }) } }
  const spec: OperationSpec = {
    operationId,
    tags: [tag],
    summary,
    description,
    responses: { [status]: { description: STATUS_PHRASES[status], ...(content && { content }) } },
    'x-problems': [...problems, ...problemsOf(hooks)],
  }
  return spec
}

/** With what an operation fails because of the hooks that it asks. */
function problemsOf(hooks: (keyof Hooks)[]): ProblemCode[] {
  if (hooks.length === 0) return []
  const named: Partial<Record<keyof Hooks, readonly ProblemCode[]>> = refusals
  return [...hooks.flatMap((name) => named[name] ?? []), 'hook_failed']
}

function bodyOf(response: ResponseBody): v.GenericSchema {
  if ('whole' in response) return response.whole
  if ('data' in response) return v.strictObject({ data: response.data })
  if ('list' in response) return v.strictObject({ data: v.array(response.list) })
  return v.strictObject({ data: v.array(response.page), nextCursor: v.exactOptional(cursor) })
}
