/** What comes back from a mail: the six digits that somebody typed, or the token of the link that they followed. */
export type GivenCode = { code: string } | { token: string }
