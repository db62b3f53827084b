/** What mailed codes are for. */
export const CODE_PURPOSES = ['verify_email', 'change_email', 'reset_password'] as const
export type CodePurpose = (typeof CODE_PURPOSES)[number]
