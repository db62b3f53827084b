import { and, eq, exists, type SQL, sql } from 'drizzle-orm'
import type { Caller } from '../../model/caller.ts'
import type { EventMessage, MessageType } from '../../model/messages.ts'
import type { RecordedEvent } from '../../model/recorded-event.ts'
import { events, outbox, sessions, users } from '../schema.ts'
import { isStopped, messageQuery, messageRow, payload, publicUser, type Told, text } from './message.ts'
import { type Params, query } from './query.ts'
import { callersUser } from './who.ts'

const told = (name: keyof RecordedEvent) => sql`told.value ->> ${`$.${name}`}`
const made = (name: keyof EventMessage) => sql`made.value ->> ${`$.${name}`}`

const ifTells = (what: NonNullable<EventMessage['tells']>, value: SQL) =>
  sql`CASE ${made('tells')} WHEN ${what} THEN ${value} END`

interface EventMessages {
  /** JSON lists: the events of a batch, what events make (`messagesOfEvents`), and to whom. */
  recorded: readonly RecordedEvent[]
  messages: readonly EventMessage[]
  endpoints: readonly string[]
}

/**
 * Adds the messages of those events of a batch that were recorded, and by it: one that is idempotent may have found an
 * earlier one. As its last statement, so that they show the state afterwards.
 */
export const addEventMessages = query(
  (db, { recorded, messages, endpoints }: Params<EventMessages>) => {
    const hasSession = exists(db.select({ _id: sessions._id }).from(sessions).where(eq(sessions._id, events.sessionId)))
    const othersEnded = sql`CASE WHEN ${hasSession} THEN ${'others'} ELSE ${'all'} END`
    const keptId = sql`CASE WHEN ${hasSession} THEN ${events.sessionId} END`
    const method = db
      .select({ method: sql`${sessions.amr} ->> ${'$[0].method'}` })
      .from(sessions)
      .where(eq(sessions._id, events.sessionId))
    // A merge patch leaves out what is null.
    const ids = sql`json_object(
      ${text('reason')}, CASE ${made('type')} WHEN ${'session.ended' satisfies MessageType} THEN ${events.type} END,
      ${text('sessionId')}, CASE ${made('tells')} WHEN ${'session'} THEN ${events.sessionId}
        WHEN ${'ended'} THEN ${told('endedId')} WHEN ${'others'} THEN ${keptId} END,
      ${text('sessions')}, CASE ${made('tells')} WHEN ${'others'} THEN ${othersEnded} END,
      ${text('method')}, CASE ${made('only')} WHEN ${'session'} THEN (${method}) END,
      ${text('otherId')}, ${ifTells('otherId', sql`${events.otherId}`)},
      ${text('provider')}, ${ifTells('provider', told('provider'))},
      ${text('factor')}, ${made('factor')},
      ${text('factorId')}, ${ifTells('factor', sql`coalesce(${told('factorId')}, ${told('passkeyId')})`)},
      ${text('fields')}, json(coalesce(${told('fields')}, ${made('fields')})))`
    // Two events of one batch may have the session, or the verification, in common.
    const about = sql`CASE ${made('only')} WHEN ${'session'} THEN ${events.sessionId}
      WHEN ${'verified'} THEN ${users._id} || ${'_'} || ${events.createdAt} ELSE ${events._id} END`
    const holds = sql`CASE ${made('only')} WHEN ${'session'} THEN ${hasSession}
      WHEN ${'verified'} THEN ${users.emailVerifiedAt} = ${events.createdAt} ELSE 1 END`
    return db
      .insert(outbox)
      .select(
        db
          .select(
            messageRow({
              _id: sql`${'msg_'} || ${about} || ${'_'} || replace(${made('type')}, ${'.'}, ${'_'})`,
              endpoint: sql`given.value`,
              userId: users._id,
              type: made('type'),
              data: sql`json_patch(${payload(publicUser)}, ${ids})`,
              at: events.createdAt,
            }),
          )
          .from(sql`json_each(${recorded}) AS told`)
          .innerJoin(events, and(eq(events._id, told('_id')), eq(events.createdAt, told('createdAt'))))
          .innerJoin(users, eq(users._id, events.userId))
          .innerJoin(sql`json_each(${messages}) AS made`, eq(made('event'), events.type))
          .innerJoin(sql`json_each(${endpoints}) AS given`, sql`NOT ${isStopped(sql`given.value`)}`)
          .where(holds)
          .orderBy(sql`told.key`, sql`made.key`),
      )
      .onConflictDoNothing()
  },
  { tells: true },
)

interface ProfileUpdate extends Told, Caller {
  messageId: string
  fields: readonly string[]
}

/** Adds that the caller has changed these fields of their profile, if they have; after the change. */
export const addProfileUpdate = messageQuery(
  'user.updated',
  (db, caller: Params<ProfileUpdate>) => and(callersUser(db, caller, caller.now), eq(users.updatedAt, caller.now)),
  {
    _id: ({ messageId }) => sql`${messageId}`,
    data: ({ fields }) => sql`json_set(${payload(publicUser)}, ${'$.fields'}, json(${fields}))`,
  },
)
