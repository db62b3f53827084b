import { expect, it } from 'vitest'
import { addUsers, newAdmin } from '../../support/admin.ts'
import type { Person } from '../../support/person.ts'
import { openReceiver } from '../../support/receiver.ts'
import { addEvents } from '../../support/rows.ts'

/** Lists of operators, of each of which there are two pages; a cursor is good for the one that it came from. */
const LISTS = [
  '/admin/users?limit=1',
  '/admin/users?limit=1&search=same',
  '/admin/users?limit=1&search=sam',
  '/admin/users/a/activity?',
  '/admin/audit?limit=1',
  '/admin/audit?limit=1&userId=a',
  '/admin/webhooks/deliveries?limit=1',
  '/admin/webhooks/deliveries?limit=1&state=pending',
]

async function cursors({ as }: Person) {
  const entries = LISTS.map(async (path) => [path, (await as(path)).body.nextCursor] as const)
  return new Map(await Promise.all(entries))
}

async function prepare(): Promise<Person> {
  const { settings } = openReceiver({ respond: () => new Response(null, { status: 503 }) })
  const admin = await newAdmin({ settings }) // of whom nobody takes the two messages
  await addUsers(['a', 'b'].map((id) => ({ id, email: `${id}@example.com`, name: 'Same' })))
  await addEvents('a', 60)
  for (const _ of [1, 2]) await admin.as('/admin/users/a/export')
  return admin
}

it('is refused by every other list', async () => {
  const admin = await prepare()
  for (const [from, cursor] of await cursors(admin)) {
    expect(cursor, from).toMatch(/^[\w-]+$/)
    for (const path of LISTS) {
      const { status, body } = await admin.as(`${path}&cursor=${cursor}`)
      if (path === from) expect([from, path, status]).toEqual([from, path, 200])
      else expect(body.errors, `${from} at ${path}`).toEqual([{ path: 'cursor', message: 'is not a cursor of ours' }])
    }
  }
})

it('is refused once a byte of it is another, and so is one that was made up', async () => {
  const admin = await prepare()
  for (const [path, cursor = ''] of await cursors(admin)) {
    const madeUp = btoa(JSON.stringify([8_640_000_000_000_000, '', '']))
    for (const tampered of [
      `${cursor.slice(0, 10)}${cursor[10] === 'x' ? 'y' : 'x'}${cursor.slice(11)}`,
      cursor.slice(0, -4),
      `${cursor}AAAA`,
      madeUp,
    ]) {
      expect((await admin.as(`${path}&cursor=${tampered}`)).status).toBe(400)
    }
  }
})
