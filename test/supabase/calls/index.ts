import type { CallRecord } from '../support/record.ts'
import { service } from './service.ts'
import { sessions } from './sessions.ts'
import { signUps } from './sign-ups.ts'
import { user } from './user.ts'

/** Every call of the protocol that is ours. */
export const everyCall: CallRecord[] = [...signUps, ...sessions, ...user, ...service]
