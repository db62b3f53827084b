import { commit } from '../db/commit.ts'
import { batch, type Steps } from '../db/database.ts'
import { recordEndOfDisabling, selectUsersToEnable } from '../db/statements/disabled-users.gen.ts'
import { enableUserOfEvent } from '../db/statements/users.gen.ts'
import type { Ctx } from '../domain/context.ts'
import { newId } from '../lib/id.ts'

const AT_ONCE = 200 // three statements each: well within the thousand that D1 takes of one run; the next goes on

/**
 * Enables users whom an operator had disabled until now, each with an event, by support, that tells them and webhooks. Who
 * was enabled, or disabled for longer, meanwhile, is left as they are. Returns how many there were.
 */
export async function enableUsers({ db, now }: Ctx): Promise<number> {
  const createdAt = now()
  const { due } = await batch(db, { due: selectUsersToEnable({ now: createdAt, limit: AT_ONCE }) })
  const steps = due.flatMap(({ _id: targetId }): [string, Steps[string]][] => {
    const eventId = newId()
    const event = { _id: eventId, type: 'enabled', createdAt, sessionId: null, ip: null, deviceName: null } as const
    return [
      [`event of ${targetId}`, recordEndOfDisabling({ ...event, targetId })],
      [`change of ${targetId}`, enableUserOfEvent({ eventId, now: createdAt })],
    ]
  })
  if (steps.length > 0) await commit(db, Object.fromEntries(steps))
  return due.length
}
