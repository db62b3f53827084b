import { and, asc, desc, eq, gte, inArray, or, type SQL, sql } from 'drizzle-orm'
import type { Caller } from '../../model/caller.ts'
import type { CodePurpose } from '../../model/code-purposes.ts'
import { codes, derivedIds, factors, identities, loginCodes, sessions, users } from '../schema.ts'
import { type Builder, type Params, query, queryOne } from './query.ts'
import { lastSignedInAt } from './user-columns.ts'
import { callersSessionAtAnyLevel, refusalAtAnyLevel, signedInAt } from './who.ts'

// A user with all that belongs to them in one row, for a protocol whose answers show all of it.

const list = (members: Record<string, SQL.Aliased | SQL | object>, rows: SQL) =>
  sql<string>`(SELECT json_group_array(json_object(${sql.join(
    Object.entries(members).flatMap(([name, column]) => [sql`${name}`, sql`${column}`]),
    sql`, `,
  )})) FROM (${rows}))`

const identitiesOf = (db: Builder) =>
  list(
    { provider: sql`provider`, subject: sql`subject`, email: sql`email`, createdAt: sql`created_at` },
    sql`${db.select().from(identities).where(eq(identities.userId, users._id)).orderBy(asc(identities.createdAt))}`,
  ).as('identities')

const factorsOf = (db: Builder) =>
  list(
    {
      _id: sql`id`,
      type: sql`type`,
      name: sql`name`,
      createdAt: sql`created_at`,
      confirmedAt: sql`confirmed_at`,
      lastUsedAt: sql`last_used_at`,
    },
    sql`${db.select().from(factors).where(eq(factors.userId, users._id)).orderBy(asc(factors.createdAt))}`,
  ).as('factors')

const codeSent = (db: Builder, purpose: CodePurpose, name: string) =>
  sql<Date | null>`(${db
    .select({ at: codes.createdAt })
    .from(codes)
    .where(and(eq(codes.userId, users._id), eq(codes.purpose, purpose)))})`
    .mapWith(codes.createdAt)
    .as(name) as SQL.Aliased<Date | null>

/** What an account has, of the user in the current row. Lists are JSON; their times are in milliseconds. */
const account = (db: Builder, lastSignIn: SQL.Aliased<Date | null>) => ({
  _id: users._id,
  email: users.email,
  isGuest: users.isGuest,
  hasPassword: sql<boolean>`${users.passwordHash} IS NOT NULL`.mapWith(users.emailVerified).as('has_password'),
  emailVerified: users.emailVerified,
  emailVerifiedAt: users.emailVerifiedAt,
  disabledAt: users.disabledAt,
  disabledUntil: users.disabledUntil,
  roles: users.roles,
  appMetadata: users.appMetadata,
  userMetadata: users.userMetadata,
  createdAt: users.createdAt,
  updatedAt: users.updatedAt,
  lastSignedInAt: lastSignIn,
  identities: identitiesOf(db),
  factors: factorsOf(db),
  verificationSentAt: codeSent(db, 'verify_email', 'verification_sent_at'),
  resetSentAt: codeSent(db, 'reset_password', 'reset_sent_at'),
  changeSentAt: codeSent(db, 'change_email', 'change_sent_at'),
  loginCodeSentAt: sql<Date | null>`(${db
    .select({ at: loginCodes.createdAt })
    .from(loginCodes)
    .where(eq(loginCodes.address, users.email))})`
    .mapWith(loginCodes.createdAt)
    .as('login_code_sent_at') as SQL.Aliased<Date | null>,
  newEmail: sql<string | null>`(${db
    .select({ address: codes.address })
    .from(codes)
    .where(and(eq(codes.userId, users._id), eq(codes.purpose, 'change_email')))})`.as('new_email'),
})

/** When the user of a session last signed in, of the sessions that there are: theirs is one. */
const lastLiveSignIn = (db: Builder) =>
  sql<Date | null>`(${db
    .select({ at: sql`max(${signedInAt})` })
    .from(sessions)
    .where(eq(sessions.userId, users._id))})`
    .mapWith(users.createdAt)
    .as('last_signed_in_at') as SQL.Aliased<Date | null>

const session = {
  sessionId: sql<string>`${sessions._id}`.as('session_id'),
  aal: sessions.aal,
  amr: sessions.amr,
  secondFactorDue: sessions.secondFactorDue,
}

/** The account of a session, with what its tokens say, whatever its level; in the rows of `selectCaller`. No row: it has ended. */
export const selectAccountOfCaller = queryOne((db, caller: Params<Caller & { now: Date }>) =>
  db
    .select({ refusal: refusalAtAnyLevel, row: { ...account(db, lastLiveSignIn(db)), ...session } })
    .from(sessions)
    .innerJoin(users, eq(users._id, sessions.userId))
    .where(callersSessionAtAnyLevel(caller, caller.now)),
)

/** The same for a session of whose user nothing is known beforehand: one that a batch has made, or moved on. */
export const selectAccountOfSession = queryOne((db, { sessionId }: Params<{ sessionId: string }>) =>
  db
    .select({ ...account(db, lastLiveSignIn(db)), ...session })
    .from(sessions)
    .innerJoin(users, eq(users._id, sessions.userId))
    .where(eq(sessions._id, sessionId)),
)

/** The account of a user. */
export const selectAccount = queryOne((db, { userId }: Params<{ userId: string }>) =>
  db
    .select(account(db, lastSignedInAt(db, users._id)))
    .from(users)
    .where(eq(users._id, userId)),
)

/** The account with an email address. */
export const selectAccountWithEmail = queryOne((db, { email }: Params<{ email: string }>) =>
  db
    .select(account(db, lastSignedInAt(db, users._id)))
    .from(users)
    .where(eq(users.email, email)),
)

/** The accounts with some ids, and the one of a derived id, in no order; `userIds` is a JSON list. */
export const selectAccountsWithIds = query(
  (db, { userIds, uuid }: Params<{ userIds: readonly string[]; uuid: string }>) => {
    const derived = db.select({ userId: derivedIds.userId }).from(derivedIds).where(eq(derivedIds.uuid, uuid))
    return db
      .select(account(db, lastSignedInAt(db, users._id)))
      .from(users)
      .where(or(inArray(users._id, sql`(SELECT value FROM json_each(${userIds}))`), inArray(users._id, derived)))
  },
)

/** A page of all accounts, the newest first: it reads as many rows of the index as it passes over. */
export const selectAccounts = query((db, { offset, limit }: Params<{ offset: number; limit: number }>) => {
  const page = db
    .select({ _id: users._id })
    .from(users)
    .where(gte(users.createdAt, new Date(0)))
    .orderBy(desc(users.createdAt), desc(users._id))
    .limit(limit)
    .offset(offset)
  return db
    .select(account(db, lastLiveSignIn(db)))
    .from(users)
    .where(inArray(users._id, page))
    .orderBy(desc(users.createdAt), desc(users._id))
})
