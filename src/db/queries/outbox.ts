import { and, eq, exists, inArray, type SQL, sql } from 'drizzle-orm'
import { pick } from '../../lib/pick.ts'
import type { Caller } from '../../model/caller.ts'
import { type EventMessage, type MessageType, NOT_DUE, PAYLOAD_VERSION } from '../../model/messages.ts'
import { PUBLIC_PROFILE } from '../../model/profile-fields.ts'
import type { Proof } from '../../model/proof.ts'
import type { RecordedEvent } from '../../model/recorded-event.ts'
import { events, outbox, sessions, users } from '../schema.ts'
import { deletedUser } from './account.ts'
import { userOfAudit } from './audit-records.ts'
import { callersGuest } from './guests.ts'
import { recentWithOnlyPasskeys } from './passkeys.ts'
import { provenUser } from './proof.ts'
import { type Builder, type Params, type Query, query, rowOf } from './query.ts'
import type { RecentCaller } from './recent-sign-in.ts'
import { type Keeping, unusedGuests } from './unused-guests.ts'
import { callersUser } from './who.ts'

// Each message is a row for each endpoint, written in the batch of the change: no change, no message. `endpoints` is a
// JSON list. An id that is there already is no second message.

const text = (value: string) => sql`${value}`
const ISO = sql`strftime(${'%Y-%m-%dT%H:%M:%fZ'}, ${users.createdAt} / 1000.0, ${'unixepoch'})`

const columnsOf = Object.entries(pick(users, PUBLIC_PROFILE))

/** The public part of the user in the current row, as the API shows it. */
const publicUser = sql`json_object(${sql.join(
  columnsOf.flatMap(([key, column]) => [text(key), key === 'createdAt' ? ISO : sql`${column}`]),
  sql`, `,
)})`

/** What every payload begins with. */
const payload = (user: SQL) =>
  sql`json_object(${text('version')}, ${sql.raw(String(PAYLOAD_VERSION))}, ${text('user')}, ${user})`

/** Whether something about the user waits for the endpoint already: what is behind it is due once it is settled. */
const hasEarlier = ({ endpoint, userId }: { endpoint: SQL; userId: unknown }) =>
  sql`EXISTS (SELECT 1 FROM outbox AS earlier WHERE earlier.endpoint = ${endpoint} AND earlier.user_id = ${userId} AND earlier.dead_at IS NULL)`

/** The columns of a message that nobody has tried to send. */
const row = (message: { _id: SQL; endpoint: SQL; userId: unknown; type: SQL; data: SQL; at: unknown }) =>
  rowOf(
    outbox,
    {},
    {
      seq: sql`NULL`, // SQLite gives the next one
      _id: message._id,
      endpoint: message.endpoint,
      userId: sql`${message.userId}`,
      type: message.type,
      data: message.data,
      createdAt: sql`${message.at}`,
      nextAttemptAt: sql`CASE WHEN ${hasEarlier(message)} THEN ${NOT_DUE} ELSE ${message.at} END`,
      lastFailure: sql`NULL`,
      deadAt: sql`NULL`,
    },
  )

const isStopped = (endpoint: SQL) => sql`EXISTS (SELECT 1 FROM stopped_endpoints WHERE endpoint = ${endpoint})`

// Messages of events.

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
            row({
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

// Messages of what is no event.

interface Told {
  endpoints: readonly string[]
  now: Date
}

/** A query that adds a message of a type about each user that `who` finds. */
const messageQuery = <V extends Told>(
  type: MessageType,
  who: (db: Builder, values: Params<V>) => SQL | undefined,
  { _id, data }: { _id: (values: Params<V>) => SQL; data: (values: Params<V>) => SQL },
): Query<V, D1Result> =>
  query(
    (db, values: Params<V>) =>
      db
        .insert(outbox)
        .select(
          db
            .select(
              row({
                _id: sql`${'msg_'} || ${_id(values)}`,
                endpoint: sql`given.value`,
                userId: users._id,
                type: text(type),
                data: data(values),
                at: values.now,
              }),
            )
            .from(users)
            .innerJoin(sql`json_each(${values.endpoints}) AS given`, sql`NOT ${isStopped(sql`given.value`)}`)
            .where(who(db, values)),
        )
        .onConflictDoNothing(),
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

/** A query that adds that users are deleted; before they are, under the same condition. */
const deletionQuery = <V extends Told>(who: (db: Builder, values: Params<V>) => SQL | undefined) =>
  messageQuery('user.deleted', who, {
    _id: () => sql`${users._id} || ${'_user_deleted'}`,
    data: () => payload(sql`json_object(${text('_id')}, ${users._id})`),
  })

/** Adds that the user of a proof is deleted (`deleteUser`). */
export const addDeletion = deletionQuery((db, deletion: Params<Told & { proof: Proof; factorsCount: boolean }>) =>
  deletedUser(db, deletion),
)

/** Adds that the caller is deleted (`deleteCaller`). */
export const addCallersDeletion = deletionQuery((db, caller: Params<Told & Caller & { proof: Proof }>) =>
  and(callersUser(db, caller, caller.now), provenUser(db, caller.proof, caller.now)),
)

/** Adds that the caller is deleted, if they are a guest (`deleteCallersGuest`). */
export const addGuestsDeletion = deletionQuery((db, caller: Params<Told & Caller>) =>
  callersGuest(db, caller, caller.now),
)

/** Adds that the caller is deleted, who only has passkeys (`deleteCallerWithOnlyPasskeys`). */
export const addPasskeyHoldersDeletion = deletionQuery((db, caller: Params<Told & RecentCaller>) =>
  recentWithOnlyPasskeys(db, caller),
)

/** Adds that guests are deleted whom nobody uses any more (`deleteUnusedGuests`). */
export const addUnusedGuestsDeletion = deletionQuery((db, keeping: Params<Told & Keeping>) =>
  inArray(users._id, unusedGuests(db, keeping)),
)

/** Adds that an operator deletes a user (`deleteUserOfAudit`). */
export const addDeletionByOperator = deletionQuery((db, { auditId }: Params<Told & { auditId: string }>) =>
  inArray(users._id, userOfAudit(db, auditId)),
)
