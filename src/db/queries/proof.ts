import { and, eq, isNull, type SQL, sql } from 'drizzle-orm'
import type { Proof } from '../../model/proof.ts'
import { users } from '../schema.ts'
import { addressCodeMatches } from './codes.ts'
import type { Builder, Param } from './query.ts'
import { ownerOf } from './who.ts'

/** What a method says of a user: whom its proof speaks of, and what has to be true of their row. */
interface Method {
  userId: SQL
  holds: SQL | undefined
}

/** Every method of a proof; the compiler finds one that is missing. */
const methods = (db: Builder, proof: Param<Proof | null>, now: Param<Date>): Record<Proof['method'], Method> => ({
  password: {
    userId: member(proof, 'userId'),
    holds: eq(users.passwordHash, member(proof, 'passwordHash')),
  },
  provider: {
    userId: sql`${ownerOf(db, { provider: member(proof, 'provider'), subject: member(proof, 'subject') })}`,
    holds: sql`1`,
  },
  reset_code: {
    userId: sql`${db
      .select({ _id: users._id })
      .from(users)
      .where(eq(users.email, member(proof, 'email')))}`,
    holds: addressCodeMatches(db, undefined, 'reset_password', givenCode(proof), now),
  },
})

/**
 * The user whom a proof speaks of, if it still holds and they are not disabled. A new way to prove something is a new
 * method here, and no new statement. No proof, or a method that is not known, holds for nobody.
 */
export function provenUser(db: Builder, proof: Param<Proof | null>, now: Param<Date>): SQL | undefined {
  const known = Object.entries(methods(db, proof, now))
  const choose = (what: keyof Method) => {
    const cases = known.map(([name, method]) => sql`WHEN ${name} THEN ${method[what]}`)
    return sql`CASE ${member(proof, 'method')} ${sql.join(cases, sql` `)} END`
  }
  return and(sql`${users._id} = ${choose('userId')}`, choose('holds'), isNull(users.disabledAt))
}

/** The code that a proof gives. */
const givenCode = (proof: Param<Proof | null>) => ({
  hash: member(proof, 'codeHash'),
  attemptId: member(proof, 'attemptId'),
})

type Member = Proof extends infer P ? (P extends Proof ? keyof P : never) : never

/** A member of a proof, which a statement takes as one value. */
const member = (proof: Param<Proof | null>, name: Member): SQL<string> => sql`${proof} ->> ${`$.${name}`}`
