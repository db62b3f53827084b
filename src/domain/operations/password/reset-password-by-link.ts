import { commit } from '../../../db/commit.ts'
import { recordProvenEvent, selectUserOfEvent } from '../../../db/statements/events.gen.ts'
import { selectLocaleByEmail } from '../../../db/statements/password.gen.ts'
import { Problem } from '../../../model/problem.ts'
import { prepareReset, type Reset } from '../../codes/prepare-reset.ts'
import type { Ctx } from '../../context.ts'
import { newEvent } from '../../events/new-event.ts'
import { notifyPasswordChanged } from '../../notices/notify-password-changed.ts'

/** Like `resetPassword`, for a browser that keeps no tokens: no session starts. Throws the same. */
export async function resetPasswordByLink(ctx: Ctx, input: Reset): Promise<void> {
  const { proof, countGuess, apply } = await prepareReset(ctx, input)
  const event = newEvent(ctx, 'password_reset')
  const { recorded, owner } = await commit(ctx.db, {
    ...countGuess,
    event: recordProvenEvent({ ...event, proof }),
    ...apply(event, null),
    recorded: selectUserOfEvent({ eventId: event._id }),
    owner: selectLocaleByEmail({ email: input.email }),
  })
  if (!recorded) throw new Problem('code_invalid')
  notifyPasswordChanged(ctx, { email: input.email, locale: owner?.locale })
}
