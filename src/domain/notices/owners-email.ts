/** Where to notify the owner of an account: their email address if it is verified; if not, it may be someone else's. */
export const ownersEmail = ({
  email,
  emailVerified,
}: {
  email: string | null
  emailVerified: boolean
}): string | undefined => (emailVerified ? (email ?? undefined) : undefined)
