import type { CodePurpose } from './code-purposes.ts'

/** What the links are for that a Worker may be given to deliver, instead of an email with them. */
export const LINK_PURPOSES = ['reset_password', 'verify_email'] as const satisfies readonly CodePurpose[]
export type LinkPurpose = (typeof LINK_PURPOSES)[number]
