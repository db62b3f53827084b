import type { CallRecord } from '../support/record.ts'
import { adminFactors } from './admin-factors.ts'
import { adminLinks } from './admin-links.ts'
import { adminUsers } from './admin-users.ts'
import { factors } from './factors.ts'
import { mail } from './mail.ts'
import { passkeys } from './passkeys.ts'
import { service } from './service.ts'
import { sessions } from './sessions.ts'
import { signUps } from './sign-ups.ts'
import { user } from './user.ts'

/** Every call of the protocol that is ours. */
export const everyCall: CallRecord[] = [
  ...signUps,
  ...mail,
  ...sessions,
  ...user,
  ...service,
  ...adminUsers,
  ...factors,
  ...passkeys,
  ...adminFactors,
  ...adminLinks,
]
