/** What mailed codes of a user are for. */
export const CODE_PURPOSES = ['verify_email', 'change_email', 'reset_password'] as const
export type CodePurpose = (typeof CODE_PURPOSES)[number]

/** The same, with the code that signs in whoever reads the mailbox: it belongs to an email address, and to no user. */
export type MailPurpose = CodePurpose | 'login'
