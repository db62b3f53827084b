import { isNotNull, isNull } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { AUDIT_ACTIONS } from '../../model/operator.ts'
import { time } from './time.ts'

// What is kept for those who run the service. Nothing here belongs to a user's row: it outlives a deleted account.

/** What operators did: a row is written in the batch of the change. */
export const audit = sqliteTable(
  'audit',
  {
    _id: text('id').primaryKey(),
    createdAt: time('created_at').notNull(),
    /** A user, or a service key by its name. */
    actorType: text('actor_type', { enum: ['user', 'service'] }).notNull(),
    actorId: text('actor_id').notNull(),
    action: text('action', { enum: AUDIT_ACTIONS }).notNull(),
    /** The user whom it was about. */
    targetId: text('target_id'),
    /** JSON objects: what was changed, without anything secret. */
    before: text('before', { mode: 'json' }).$type<Record<string, unknown>>(),
    after: text('after', { mode: 'json' }).$type<Record<string, unknown>>(),
    /** Truncated to /24 or /48. */
    ip: text('ip'),
    country: text('country'),
  },
  (table) => [
    index('audit_created_at').on(table.createdAt, table._id),
    index('audit_target_id').on(table.targetId, table.createdAt, table._id),
    index('audit_actor_id').on(table.actorId, table.createdAt, table._id),
  ],
)

/** Messages to webhooks and the queue that nobody has taken yet: a row for each of them and each change. */
export const outbox = sqliteTable(
  'outbox',
  {
    /** In the order of the commits, in which the messages of a user are sent. */
    seq: integer('seq').primaryKey(),
    /** `webhook-id`: the same however often it is sent. */
    _id: text('id').notNull(),
    /** The URL of the webhook, or `queue`. */
    endpoint: text('endpoint').notNull(),
    userId: text('user_id').notNull(),
    type: text('type').notNull(),
    /** `data` of the message, in JSON; times in milliseconds. */
    data: text('data').notNull(),
    createdAt: time('created_at').notNull(),
    attempts: integer('attempts').notNull().default(0),
    nextAttemptAt: time('next_attempt_at').notNull(),
    /** Why the last attempt failed. */
    lastFailure: text('last_failure'),
    /** When it was given up. */
    deadAt: time('dead_at'),
  },
  (table) => [
    uniqueIndex('outbox_id_endpoint').on(table._id, table.endpoint),
    index('outbox_user_id').on(table.endpoint, table.userId, table.seq).where(isNull(table.deadAt)),
    index('outbox_next_attempt_at').on(table.nextAttemptAt).where(isNull(table.deadAt)),
    index('outbox_dead_at').on(table.deadAt).where(isNotNull(table.deadAt)),
  ],
)

/** Webhooks that do not want any more messages (410 Gone), until an operator starts them again. */
export const stoppedEndpoints = sqliteTable('stopped_endpoints', {
  endpoint: text('endpoint').primaryKey(),
  stoppedAt: time('stopped_at').notNull(),
})

/** How often what happened, by day (`2026-11-29`) and, of late, by hour (`2026-11-29T07`), in UTC. */
export const dailyCounts = sqliteTable(
  'daily_counts',
  {
    day: text('day').notNull(),
    kind: text('kind').notNull(),
    count: integer('count').notNull(),
  },
  (table) => [primaryKey({ columns: [table.day, table.kind] })],
)

/** Pictures in the bucket AVATARS. A row is there before its object, and goes after it, so that no object is forgotten. */
export const avatars = sqliteTable(
  'avatars',
  {
    /** Says nothing of whose it is: it is in the URL that everybody sees. */
    key: text('key').primaryKey(),
    /** No foreign key: the row outlives its user, to say what is to be deleted. */
    userId: text('user_id').notNull(),
    /** What `avatar_url` of the user is while it is theirs. Once it is another, a trigger makes the picture due. */
    url: text('url').notNull(),
    /** From when the sweep deletes it: NULL for the picture that its user has. */
    deleteAt: time('delete_at'),
  },
  (table) => [
    index('avatars_user_id').on(table.userId),
    index('avatars_delete_at').on(table.deleteAt).where(isNotNull(table.deleteAt)),
  ],
)
