/** How many roles a user may have: they are in each access token. */
export const MAX_ROLES = 16

/** How a role is spelled. */
export const ROLE = /^[a-z][a-z0-9_.:-]{0,63}$/
