/** The providers of ID tokens that users can sign in with. */
export const PROVIDERS = ['apple', 'google'] as const

export type Provider = (typeof PROVIDERS)[number]
