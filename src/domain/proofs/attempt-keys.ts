import { mac } from '../../crypto/mac.ts'
import type { CallerCtx, Ctx } from '../context.ts'

// Under which keys failed attempts at a password or a code are counted. They are MACs, so that the table names nobody.

/** For logins with an email address, whether a user has it or not. */
export const loginAttemptKey = (ctx: Ctx, email: string): Promise<string> => mac(ctx.keyring.macKey, ['login', email])

/** For logins on a device on which somebody has signed in before. */
export const deviceAttemptKey = (ctx: Ctx, email: string, sessionId: string): Promise<string> =>
  mac(ctx.keyring.macKey, ['login', email, 'device', sessionId])

/** For codes that were mailed to an email address, whoever has an account with it by then. */
export const codeAttemptKey = (ctx: Ctx, email: string): Promise<string> => mac(ctx.keyring.macKey, ['code', email])

/**
 * For passwords that a user gives within a session: someone with a stolen session must be able to block neither logins
 * nor the owner's other sessions.
 */
export const callersAttemptKey = ({ keyring, caller }: CallerCtx): Promise<string> =>
  mac(keyring.macKey, ['password', caller.sessionId])

/**
 * For second factors: of a user who signs in, or of a session that is raised, so that whoever has stolen one makes the
 * owner wait nowhere else.
 */
export const factorAttemptKey = ({ keyring }: Ctx, userOrSessionId: string): Promise<string> =>
  mac(keyring.macKey, ['second_factor', userOrSessionId])

/** For those of a user who signs in on a known device: whoever has only the password makes nobody wait there. */
export const knownDeviceFactorKey = ({ keyring }: Ctx, userId: string): Promise<string> =>
  mac(keyring.macKey, ['second_factor', userId, 'device'])
