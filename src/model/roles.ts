/** What a role may be called: a name and no sentence, since tokens carry it and code compares it. */
export const ROLE_NAME = /^[a-z][a-z0-9_.:-]{0,63}$/

/** More than anybody has; each is in every token of the user. */
export const MAX_ROLES = 16
