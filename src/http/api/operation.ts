import type { GenericSchema } from 'valibot'
import type { Hooks } from '../../domain/hooks/hooks.ts'
import type { Noun } from '../../model/nouns.ts'
import type { ProblemCode } from '../../model/problem.ts'

/**
 * What the OpenAPI document says of a route, beside what its middleware says. The file of each route exports one, where
 * scripts/generate/openapi finds it. It is no part of the Worker, since nothing that runs refers to it: so it holds
 * values and calls no functions, which a bundler would have to keep.
 */
export interface Operation<Tag extends string = Noun> {
  /** The name of the method that generated clients get; one for each method of a route that has two. */
  id: string | Record<string, string>
  tag: Tag
  /** A title: imperative, in the field's words. */
  summary: string
  /** One to three sentences: what it needs, what it changes, what to do on its commonest failure. */
  description: string
  status: 200 | 201 | 202 | 204
  /** None for 204. */
  response?: ResponseBody
  /** Problems of this operation itself; those of its middleware are added to them. */
  problems?: ProblemCode[]
  /** The team's hooks that it asks before it does anything: it fails if they do, and with their refusals. */
  hooks?: (keyof Hooks)[]
}

/** The forms of a response: `{"data": ...}`, with a list in it, with a page of a longer list, or a standard's own. */
export type ResponseBody =
  | { data: GenericSchema }
  | { list: GenericSchema }
  | { page: GenericSchema }
  | { whole: GenericSchema }
