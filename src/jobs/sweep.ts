import { commit } from '../db/commit.ts'
import { deleteOldLoginAttempts } from '../db/statements/attempts.gen.ts'
import { deleteOldAudit } from '../db/statements/audit-records.gen.ts'
import { deleteExpiredChallenges } from '../db/statements/challenges.gen.ts'
import { deleteOldCodes } from '../db/statements/codes.gen.ts'
import { deleteOldEvents } from '../db/statements/events.gen.ts'
import { clearAllDue, deleteOldBegunFactors } from '../db/statements/factors.gen.ts'
import { deleteOldLoginCodes } from '../db/statements/login-codes.gen.ts'
import { addUnusedGuestsDeletion } from '../db/statements/outbox-deletions.gen.ts'
import { deleteEndedSessions } from '../db/statements/sessions.gen.ts'
import { deleteUnusedGuests, keepUsedGuests } from '../db/statements/unused-guests.gen.ts'
import type { Ctx } from '../domain/context.ts'
import { DAY_MS } from '../lib/utc.ts'
import { deleteDueAvatars } from './delete-avatars.ts'
import { enableUsers } from './enable-users.ts'
import { CHUNK_ROWS, countInChunks, inChunks } from './in-chunks.ts'

const COUNTS_KEPT_MS = DAY_MS // after a day without an attempt, or without a code, counting starts again

/** How many rows were deleted, and how many users were enabled. */
interface Swept {
  guests: number
  sessions: number
  codes: number
  events: number
  loginAttempts: number
  challenges: number
  factors: number
  loginCodes: number
  audit: number
  enabled: number
  /** Where there is a bucket of them. */
  avatars?: number
}

/**
 * Deletes what has expired, in bounded chunks: guests whom nobody uses any more, ended sessions, events past
 * `EVENTS_RETENTION`, failed logins and codes that are more than a day old, which are counted until then, challenges,
 * and factors that nobody has confirmed within a day. Where factors are on, secrets that an old key has sealed are
 * sealed anew; where they are off, nothing is due in any session. Users are enabled whom an operator had disabled until now,
 * what operators did is forgotten after `AUDIT_RETENTION`, and pictures are deleted that nobody has any more.
 */
export async function sweep(ctx: Ctx): Promise<Swept> {
  const { db, settings, now } = ctx
  const time = now()
  const retained = new Date(time.getTime() - settings.EVENTS_RETENTION * 1_000)
  const forgotten = new Date(time.getTime() - COUNTS_KEPT_MS)
  const audited = new Date(time.getTime() - settings.AUDIT_RETENTION * 1_000)
  if (settings.FACTORS === 'off') await inChunks(db, clearAllDue({ limit: CHUNK_ROWS }))
  else await (await ctx.onDemand.secondFactor()).resealFactors(ctx)
  const keeping = {
    now: time,
    keptFor: settings.GUEST_TTL * 1_000,
    sessionTtl: settings.SESSION_TTL * 1_000,
    maxAge: settings.SESSION_MAX_AGE * 1_000,
    limit: CHUNK_ROWS,
  }
  await inChunks(db, keepUsedGuests(keeping))
  return {
    guests: await countInChunks(() => deleteGuests(ctx, keeping)),
    sessions: await inChunks(db, deleteEndedSessions({ now: time, limit: CHUNK_ROWS })),
    codes: await inChunks(db, deleteOldCodes({ before: forgotten, limit: CHUNK_ROWS })),
    challenges: await inChunks(db, deleteExpiredChallenges({ now: time, limit: CHUNK_ROWS })),
    events: await inChunks(db, deleteOldEvents({ before: retained, limit: CHUNK_ROWS })),
    loginAttempts: await inChunks(db, deleteOldLoginAttempts({ before: forgotten, limit: CHUNK_ROWS })),
    factors: await inChunks(db, deleteOldBegunFactors({ before: forgotten, limit: CHUNK_ROWS })),
    loginCodes: await inChunks(db, deleteOldLoginCodes({ before: forgotten, limit: CHUNK_ROWS })),
    audit: await inChunks(db, deleteOldAudit({ before: audited, limit: CHUNK_ROWS })),
    enabled: await enableUsers(ctx),
    ...(ctx.avatars && { avatars: await deleteDueAvatars(ctx, ctx.avatars) }), // at the end: R2 may fail, and nothing else waits for it
  }
}

/** Deletes up to a chunk of guests, and tells whoever is told of deletions. Returns how many. */
async function deleteGuests({ db }: Ctx, keeping: Parameters<typeof deleteUnusedGuests>[0]): Promise<number> {
  const endpoints = db.outbox?.endpointsFor('user.deleted')
  const { guests } = await commit(db, {
    ...(endpoints && { messages: addUnusedGuestsDeletion({ ...keeping, endpoints }) }),
    guests: deleteUnusedGuests(keeping),
  })
  return guests.length
}
