// What other Workers read and change of users. By itself: a Worker that only verifies tokens loads nothing of it.

export { disable } from './users/disable.ts'
export { enable } from './users/enable.ts'
export { endSessions } from './users/end-sessions.ts'
export { findByEmail } from './users/find-by-email.ts'
export { getUser } from './users/get-user.ts'
export { getUsers } from './users/get-users.ts'
export { issueLinkFor } from './users/issue-link-for.ts'
export { setRoles } from './users/set-roles.ts'
