import { describeRoute, resolver } from 'hono-openapi'
import * as v from 'valibot'
import type { ProblemCode } from '../../model/problem.ts'
import { cursor } from '../fields/outputs.ts'
import type { OperationSpec } from '../openapi/documented.ts'

interface Operation {
  /** The name of the method that generated clients get; a function where one route has two methods. */
  id: NonNullable<OperationSpec['operationId']>
  tag: 'Users' | 'Sessions' | 'Identities' | 'Account' | 'Service'
  summary: string
  status: 200 | 201 | 202 | 204
  /** The schema of the whole answer; none for 204. */
  answer?: v.GenericSchema
  /** Problems of this operation itself; those of its middleware are added to them. */
  problems?: ProblemCode[]
}

/** Describes a route for the OpenAPI document. */
export function operation({ id, tag, summary, status, answer, problems = [] }: Operation) {
  const content = answer && { 'application/json': { schema: resolver(answer, { typeMode: 'output' }) } }
  const spec: OperationSpec = {
    operationId: id,
    tags: [tag],
    summary,
    responses: { [status]: { description: summary, ...(content && { content }) } },
    'x-problems': problems,
  }
  return describeRoute(spec)
}

/** The form of every success with content: `{"data": ...}`. */
export const data = <S extends v.GenericSchema>(schema: S) => v.strictObject({ data: schema })

/** The form of a list: `{"data": [...], "nextCursor"?}`; a cursor says that there is more. */
export const list = <S extends v.GenericSchema>(schema: S) =>
  v.strictObject({
    data: v.array(schema),
    nextCursor: v.exactOptional(cursor),
  })
