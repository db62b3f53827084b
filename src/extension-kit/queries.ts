// What queries of your own are written with. None of it runs in the Worker: `npm run generate` compiles them.
export { type Builder, type Param, type Params, query, queryOne, rowOf, valuesOf } from '../db/queries/query.ts'
export { belongsToCaller, callersSession, callersUser, enabledUserWithId } from '../db/queries/who.ts'
export { sessions, users } from '../db/schema.ts'
export type { Caller } from '../model/caller.ts'
