import { Hono } from 'hono/tiny'
import type { AppEnv } from '../extension-kit/index.ts'

/** Your routes, mounted after all others. After a change of what there is: `npm run generate` (docs/your-own-routes.md). */
export const routes = new Hono<AppEnv>()

/** What they are about, each with a sentence: the tags of their operations in the OpenAPI document. */
export const nouns = {}

/** What the parameters of their paths stand for, each with a description and an example. */
export const pathParameters = {}
