/** What a second factor may be, where it is a row of its own. */
export const FACTOR_TYPES = ['totp'] as const
export type FactorType = (typeof FACTOR_TYPES)[number]
