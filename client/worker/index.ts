// What `latchkey/worker` exports, for your other Workers on Cloudflare. It needs nothing at run time: of Hono only types.

export type { AdminUser, AdminUserItem, FieldError, ProblemCode } from '../admin/api.gen.ts'
export { requireRole } from './require-role.ts'
export { type RequireUserOptions, requireUser, type UserVariables } from './require-user.ts'
export type { IssuedLink, Outcome, Problem, UsersBinding, VerifiedUser } from './users.ts'
