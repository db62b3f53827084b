// What `latchkey/admin` exports. It imports nothing of the server: api.gen.ts is made from public/openapi.json.

export { LatchkeyError, type LatchkeyErrorCode } from '../error.ts'
export type { Fetch, FetchInit, FetchResponse } from '../http.ts'
export type * from './api.gen.ts'
export { type AdminOptions, createAdmin, type LatchkeyAdmin } from './create-admin.ts'
export { everyItem, type Page } from './every-item.ts'
