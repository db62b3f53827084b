/**
 * How an email address was verified: in a session of the account, so that who signs in and who reads the mailbox are one
 * person; by a link alone, which proves the mailbox and nothing of the password; by a provider that is an authority for
 * the address; by the backend that the user came from; by an operator.
 */
export const EMAIL_PROOFS = ['session', 'link', 'provider', 'import', 'admin'] as const
export type EmailProof = (typeof EMAIL_PROOFS)[number]

/** The proofs that show that who holds the account and who reads the mailbox are one person. */
export const PROVES_THE_HOLDER = ['session', 'provider'] as const satisfies readonly EmailProof[]
