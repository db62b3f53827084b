import type { MiddlewareHandler } from 'hono'
import { type DescribeRouteOptions, uniqueSymbol } from 'hono-openapi'
import type { ProblemCode } from '../../model/problem.ts'

/** A part of an operation's description; the parts of a route are merged, and their `x-problems` added up. */
export type OperationSpec = DescribeRouteOptions & {
  'x-problems'?: ProblemCode[]
  /** Whether the response has no bookmark, although the database was asked. */
  'x-omits-bookmark'?: true
}

/**
 * Lets a middleware say what it requires and how it can fail, so that the OpenAPI document of its routes says so too.
 */
export const documented = <M extends MiddlewareHandler>(spec: OperationSpec, middleware: M): M =>
  Object.assign(middleware, { [uniqueSymbol]: { spec } })
