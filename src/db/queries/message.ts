import { type SQL, sql } from 'drizzle-orm'
import { pick } from '../../lib/pick.ts'
import { type MessageType, NOT_DUE, PAYLOAD_VERSION } from '../../model/messages.ts'
import { PUBLIC_PROFILE } from '../../model/profile-fields.ts'
import { outbox, users } from '../schema.ts'
import { type Builder, type Params, type Query, query, rowOf } from './query.ts'

// Each message is a row for each endpoint, written in the batch of the change: no change, no message. `endpoints` is a
// JSON list. An id that is there already is no second message.

export const text = (value: string) => sql`${value}`
const ISO = sql`strftime(${'%Y-%m-%dT%H:%M:%fZ'}, ${users.createdAt} / 1000.0, ${'unixepoch'})`

const columnsOf = Object.entries(pick(users, PUBLIC_PROFILE))

/** The public part of the user in the current row, as the API shows it. */
export const publicUser = sql`json_object(${sql.join(
  columnsOf.flatMap(([key, column]) => [text(key), key === 'createdAt' ? ISO : sql`${column}`]),
  sql`, `,
)})`

/** What every payload begins with. */
export const payload = (user: SQL) =>
  sql`json_object(${text('version')}, ${sql.raw(String(PAYLOAD_VERSION))}, ${text('user')}, ${user})`

/** Whether something about the user waits for the endpoint already: what is behind it is due once it is settled. */
const hasEarlier = ({ endpoint, userId }: { endpoint: SQL; userId: unknown }) =>
  sql`EXISTS (SELECT 1 FROM outbox AS earlier WHERE earlier.endpoint = ${endpoint} AND earlier.user_id = ${userId} AND earlier.dead_at IS NULL)`

/** The columns of a message that nobody has tried to send. */
export const messageRow = (message: { _id: SQL; endpoint: SQL; userId: unknown; type: SQL; data: SQL; at: unknown }) =>
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

export const isStopped = (endpoint: SQL) => sql`EXISTS (SELECT 1 FROM stopped_endpoints WHERE endpoint = ${endpoint})`

/** Whom a message of what is no event is sent to, and when it happened. */
export interface Told {
  endpoints: readonly string[]
  now: Date
}

/** A query that adds a message of a type about each user that `who` finds. */
export const messageQuery = <V extends Told>(
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
              messageRow({
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
