import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import type { Bound } from '../../src/db/statement.ts'
import * as lists from '../../src/db/statements/user-lists.gen.ts'

type Make = (values: never) => Bound<unknown>

const FROM_A_PLACE = '(created_at>? AND (created_at,id)<(?,?))'

/** The index that each list goes along, which knows where to begin, also among users of one time or one name. */
const INDEXES: Record<string, string> = {
  selectUsers: `users_created_at ${FROM_A_PLACE}`,
  selectEndOfUsers: `users_created_at ${FROM_A_PLACE}`,
  selectUsersWithRoles: `users_with_roles ${FROM_A_PLACE}`,
  selectEndOfUsersWithRoles: `users_with_roles ${FROM_A_PLACE}`,
  selectDisabledUsers: `users_disabled ${FROM_A_PLACE}`,
  selectEndOfDisabledUsers: `users_disabled ${FROM_A_PLACE}`,
  selectGuests: `users_guests ${FROM_A_PLACE}`,
  selectEndOfGuests: `users_guests ${FROM_A_PLACE}`,
  selectUserById: 'sqlite_autoindex_users_1 (id=?)',
  selectUsersByEmail: 'users_email_unique (email>? AND email<?)',
  selectEndOfUsersByEmail: 'users_email_unique (email>? AND email<?)',
  selectUsersByName: 'users_name ((name,id)>(?,?) AND name<?)',
  selectEndOfUsersByName: 'users_name ((name,id)>(?,?) AND name<?)',
}

describe('a list of users', () => {
  it.each(Object.entries<Make>({ ...lists }))('%s goes along an index, and sorts nothing', async (name, make) => {
    const { sql, params } = make({} as never)
    const plan = await env.DB.prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .bind(...params)
      .all<{ detail: string }>()
    const steps = plan.results.map(({ detail }) => detail)
    const ofUsers = steps.filter((step) => /\busers\b/.test(step)).map((step) => step.replace('COVERING ', ''))
    const emails = name.endsWith('ByName') ? [`SEARCH users USING INDEX ${INDEXES.selectUsersByEmail}`] : [] // do they fill the page?
    expect(ofUsers).toEqual([...emails, `SEARCH users USING INDEX ${INDEXES[name]}`])
    expect(steps.filter((step) => step.includes('TEMP B-TREE'))).toEqual([])
  })

  it('looks at a bounded number of users', () => {
    for (const make of Object.values<Make>({ ...lists })) {
      expect(make({} as never).sql).toMatch(
        / limit (CASE WHEN .* THEN )?1000( ELSE 0 END)?\) "scanned"| limit (CASE WHEN .* THEN )?1( ELSE 0 END)? offset 999$/,
      )
    }
  })
})
