import { beforeEach, describe, expect, it } from 'vitest'
import { auditRows } from '../../support/audit.ts'
import { skipBackoff } from '../../support/backoff.ts'
import { changesByOperators } from '../../support/changes.ts'
import { faultyD1 } from '../../support/d1.ts'
import { exampleOf } from '../../support/routes/example.ts'
import { dump, eventRows } from '../../support/rows.ts'

// Not an attack, but what hides one: the response of the database is lost, the batch is sent again, and the record tells of two
// changes, or of another one than was made.

beforeEach(skipBackoff)

const LOST = 'D1_ERROR: Network connection lost.'

describe.each(changesByOperators.filter(({ route }) => route.includes('/admin/users')))('$id ($route)', (route) => {
  it('leaves one record, and each event once, if the response of the database is lost', async () => {
    const { send } = await exampleOf(route)
    const earlier = (await dump()).events?.length ?? 0
    const { DB } = faultyD1({ trip: route.roundTrips, moment: 'after', lasting: false, message: LOST })
    expect((await send({}, { DB })).status).toBe(route.success)
    const made = (await eventRows()).slice(earlier).map(({ type }) => type)
    expect(made.filter((type) => route.events.includes(type as never)).sort()).toEqual(route.events.toSorted())
    expect(await auditRows()).toHaveLength(1)
  })
})
