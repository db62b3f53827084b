import type { CallRecord } from '../support/record.ts'
import { adminFactors } from './admin-factors.ts'
import { adminUsers } from './admin-users.ts'
import { factors } from './factors.ts'
import { passkeys } from './passkeys.ts'
import { sessions } from './sessions.ts'

/** Every call of the protocol that is ours. */
export const everyCall: CallRecord[] = [...sessions, ...factors, ...passkeys, ...adminUsers, ...adminFactors]
