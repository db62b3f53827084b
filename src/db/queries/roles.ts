import { type SQLWrapper, sql } from 'drizzle-orm'
import { users } from '../schema.ts'
import type { Param } from './query.ts'

/** Whether a role is in a list of them: by default in that of the user in the current row. */
export const hasRole = (role: string | Param<unknown>, roles: SQLWrapper = users.roles) =>
  sql<boolean>`EXISTS (SELECT 1 FROM json_each(${roles}) WHERE value = ${role})`
