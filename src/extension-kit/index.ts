import type { Operation as OperationOf } from '../http/api/operation.ts'

// All that src/extensions may use of the service, for what runs in the Worker (docs/your-own-routes.md). Queries and
// tables have entries of their own beside this one: they do not run there.

export { commit, commitOne } from '../db/commit.ts'
export { batch, run } from '../db/database.ts'
export type { CallerCtx, Ctx } from '../domain/context.ts'
export type {
  Additions,
  AskedSignIn,
  ChangedMail,
  CodeToSend,
  CommittedEvent,
  Hooks,
  Refusals,
  Registration,
  SessionOfToken,
  WrittenMail,
} from '../domain/hooks/hooks.ts'
export { enforceLimit, enforceLimitByIp } from '../domain/limits/enforce-limit.ts'
export { readCursor, writeCursor } from '../domain/lists/cursor.ts'
export { requireMailer, sendMail } from '../domain/notices/send-mail.ts'
export { readAsCaller } from '../domain/proofs/read-as-caller.ts'
export { writeAsCaller } from '../domain/proofs/write-as-caller.ts'
export type { AppEnv } from '../http/app-env.ts'
export { orJsonText } from '../http/fields/json-text.ts'
export { pageQuery } from '../http/fields/list-query.ts'
export { clearable, optional } from '../http/fields/optional.ts'
export { cursor, flagOutput, idOutput, textOutput, timeOutput } from '../http/fields/outputs.ts'
export { idInput, longest, shortest, text } from '../http/fields/text.ts'
export { authenticateLive as authenticate } from '../http/middleware/authenticate-live.ts'
export { body } from '../http/middleware/body.ts'
export { onReplica } from '../http/middleware/context.ts'
export { query } from '../http/middleware/query.ts'
export { requireRole } from '../http/middleware/require-role.ts'
export { component } from '../http/openapi/component.ts'
export { presenter } from '../http/present.ts'
export type { Job, Jobs } from '../jobs/jobs.ts'
export { escapeHtml } from '../lib/escape-html.ts'
export { newId } from '../lib/id.ts'
export { log } from '../lib/log.ts'
export { invalidField } from '../model/invalid-field.ts'
export { Problem } from '../model/problem.ts'

/** What the OpenAPI document says of a route of your own; its tag is one of your nouns. */
export type Operation = OperationOf<string>
