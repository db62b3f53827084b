import { describe, expect, it } from 'vitest'
import { auditRows } from '../../support/audit.ts'
import { changesByOperators } from '../../support/changes.ts'
import { exampleOf } from '../../support/routes/example.ts'
import { eventRows } from '../../support/rows.ts'

// Attack: a user learns from their activity who operates the service, from where and with which device, or an operator acts and
// nobody can tell who it was.

const OPERATORS = { 'cf-connecting-ip': '203.0.113.77', 'user-agent': 'Operator/1.0 (Secret Workstation)' }

const ofUsers = changesByOperators.filter(({ route }) => route.includes('/admin/users'))

it.each(ofUsers)('$id tells the user that support acted and nothing else, and the record who it was', async (route) => {
  const { send, user } = await exampleOf(route)
  const earlier = (await eventRows()).map(({ id }) => id)
  expect((await send({ headers: OPERATORS })).status).toBe(route.success)
  const events = (await eventRows()).filter(({ id }) => !earlier.includes(id))
  expect(events.map(({ type }) => type).sort()).toEqual(route.events.toSorted())
  for (const event of events) expect(event).toMatchObject({ by_support: 1, ip: null, device_name: null, method: null })
  expect(JSON.stringify(events)).not.toMatch(new RegExp(`203\\.0|Operator|Workstation|${user._id}`))
  expect(await auditRows()).toMatchObject([{ actor_type: 'user', actor_id: user._id }])
})

describe('the record', () => {
  it.each(ofUsers)('of $id has nothing secret', async (route) => {
    const { send, call, mailbox } = await exampleOf(route)
    mailbox.mails.length = 0
    await send()
    const record = JSON.stringify(await auditRows())
    const secrets = [
      /battery/,
      /\$pbkdf2/,
      /eyJ/,
      ...mailbox.mails.flatMap(({ text }) => text.match(/^\d{6}$|token=\S+/gm) ?? []),
    ]
    for (const secret of secrets) expect(record).not.toMatch(secret)
    expect(record).not.toContain(call.token)
  })
})
