import type { Recipient } from './recipient.ts'

/** Where to notify the owner of an account: their email address if it is verified; if not, it may be someone else's. */
export const ownersEmail = ({
  email,
  emailVerified,
  locale,
}: {
  email: string | null
  emailVerified: boolean
  locale: string | null
}): Recipient | undefined => (emailVerified && email ? { email, locale } : undefined)
