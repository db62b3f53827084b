/** Where to notify the owner of an account: their email address if it is verified; if not, it may be someone else's. */
export const ownersEmail = ({ email, emailVerified }: { email: string; emailVerified: boolean }): string | undefined =>
  emailVerified ? email : undefined
