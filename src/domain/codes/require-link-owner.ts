import type { Answers } from '../../db/database.ts'
import type { selectLinkOwner } from '../../db/statements/issued-links.gen.ts'
import { invalidField } from '../../model/invalid-field.ts'
import type { LinkPurpose } from '../../model/link-purposes.ts'
import { Problem } from '../../model/problem.ts'

type Owner = Answers<{ owner: ReturnType<typeof selectLinkOwner> }>['owner']

/**
 * The email address of whom a link may be made for that others deliver. Throws `user_not_found`, `email_missing`,
 * `email_already_verified`, `invalid_request` for a user who is disabled or an admin.
 */
export function requireAddress(owner: Owner, purpose: LinkPurpose): string {
  if (!owner) throw new Problem('user_not_found')
  if (owner.email === null) throw new Problem('email_missing')
  if (owner.disabledAt) throw invalidField('id', 'is disabled: enable them first')
  if (owner.isAdmin) throw invalidField('id', 'is an admin, whose links are mailed to them and given to nobody')
  if (purpose === 'verify_email' && owner.emailVerified) throw new Problem('email_already_verified')
  return owner.email
}
