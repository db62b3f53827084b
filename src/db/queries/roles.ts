import { sql } from 'drizzle-orm'
import { users } from '../schema.ts'
import type { Param } from './query.ts'

/** Whether the user in the current row has a role. */
export const hasRole = (role: string | Param<string>) =>
  sql<boolean>`EXISTS (SELECT 1 FROM json_each(${users.roles}) WHERE value = ${role})`
