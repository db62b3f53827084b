import { getTableColumns } from 'drizzle-orm'
import { users } from '../../src/db/schema.ts'

const { isGuest: _isGuest, guestUntil: _guestUntil, ...columns } = getTableColumns(users)

/**
 * Every column of a user who is exported or imported, also one that is added later. No guest is: all that they have is a
 * session, and sessions stay behind.
 */
export const userColumns = columns
