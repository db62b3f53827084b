import { commitOne } from '../../db/commit.ts'
import { run } from '../../db/database.ts'
import { selectUserToSignIn } from '../../db/statements/hooks.gen.ts'
import type { AuthMethod } from '../../model/auth-methods.ts'
import type { Ctx } from '../context.ts'
import type { ExpectedUser } from '../sign-in/expected-user.ts'
import type { SignIn } from '../sign-in/finish-sign-in.ts'
import { ask } from './ask.ts'
import type { Approved, AskedHooks } from './asked-hooks.ts'
import type { AskedSignIn, Hooks } from './hooks.ts'
import { nothing } from './returned.ts'
import { askTokenClaims } from './token-claims.ts'

/** Of nobody: a batch that signs somebody in all the same, since it was another moment, gives them no tokens. */
const NOBODY: Approved = { userId: undefined, claims: {} }

/**
 * Asks the hooks of a session that is about to start, before anything is written: whether it may, and what its tokens say.
 * Not where a second factor is asked for first: its answer is the sign-in. Whoever registers has been asked about by
 * `beforeRegister`.
 */
export const askBeforeSession =
  (beforeSignIn: Hooks['beforeSignIn'], tokenClaims: Hooks['tokenClaims']): NonNullable<AskedHooks['beforeSession']> =>
  async (ctx, { signIn, who, forgetFailures }) => {
    if (!who || (beforeSignIn && (await isFirstStep(ctx, signIn, who)))) return NOBODY
    const { userId, isNew } = who
    try {
      if (beforeSignIn && !isNew) {
        const asked = describe(ctx, signIn, userId)
        await ask('beforeSignIn', ctx, (own, signal) => beforeSignIn(own, asked, signal), nothing, { mayRefuse: true })
      }
      const session = { userId, sessionId: signIn.session._id }
      return { userId, claims: tokenClaims ? await askTokenClaims(tokenClaims)(ctx, session) : {} }
    } catch (refusal) {
      if (forgetFailures) await commitOne(ctx.db, forgetFailures) // the password was right
      throw refusal
    }
  }

/** Whether the batch will ask for a second factor: one round trip, if nobody has looked yet. */
async function isFirstStep(ctx: Ctx, { session }: SignIn, who: ExpectedUser): Promise<boolean> {
  if (ctx.settings.FACTORS === 'off' || session.aal > 1 || who.isNew) return false
  const { userId, hasFactor } = who
  return hasFactor ?? (await run(ctx.db, selectUserToSignIn({ userId })))?.hasFactor ?? false
}

function describe({ device }: Ctx, { session }: SignIn, userId: string): AskedSignIn {
  const [first, second]: { method: AuthMethod }[] = JSON.parse(session.amr) // our own list
  return {
    userId,
    method: first?.method ?? 'password',
    secondFactor: second?.method ?? null,
    level: session.aal > 1 ? 2 : 1,
    device: { ip: device.ip, userAgent: device.userAgent, country: device.country },
    deviceName: session.deviceName ?? null,
  }
}
