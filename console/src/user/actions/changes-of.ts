import type { AdminUser, AdminUserChanges } from '../../api/types.ts'

/** What the form holds. */
export interface Draft {
  name: string
  email: string
  emailVerified: boolean
  roles: string[]
}

/** What of the draft is another than it was. A new email address goes with whether it is confirmed. */
export function changesOf(user: AdminUser, { name, email, emailVerified, roles }: Draft): AdminUserChanges {
  const hasNewEmail = email.trim() !== '' && email.trim() !== user.email
  return {
    ...(name !== user.name && { name }),
    ...(hasNewEmail && { email: email.trim() }),
    ...((hasNewEmail || emailVerified !== user.emailVerified) && { emailVerified }),
    ...(roles.join() !== user.roles.join() && { roles }),
  }
}
