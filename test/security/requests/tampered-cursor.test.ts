import { base64url } from 'jose'
import { describe, expect, it } from 'vitest'
import { newPerson, type Person } from '../../support/person.ts'
import { addEvents } from '../../support/rows.ts'

const invalid = { status: 400, body: { code: 'invalid_request', errors: [{ path: 'cursor' }] } }

const page = ({ as }: Person, cursor: string) => as(`/users/activity?cursor=${encodeURIComponent(cursor)}`)

/** Somebody with more than a page of events, and the cursor to the second page. */
async function withCursor(email?: string): Promise<{ person: Person; cursor: string }> {
  const person = await newPerson(email === undefined ? {} : { email })
  await addEvents(person._id, 60)
  return { person, cursor: (await person.as('/users/activity')).body.nextCursor }
}

const edit = (cursor: string, change: (parts: string[]) => string[]): string =>
  base64url.encode(change(new TextDecoder().decode(base64url.decode(cursor)).split('.')).join('.'))

const ATTACKS: [string, (cursor: string) => string][] = [
  ['nonsense', () => 'nonsense'],
  ['half of it', (cursor) => cursor.slice(0, cursor.length / 2)],
  ['one character changed', (cursor) => `${cursor.startsWith('M') ? 'N' : 'M'}${cursor.slice(1)}`],
  ['one character more', (cursor) => `${cursor}A`],
  ['padding', (cursor) => `${cursor}==`],
  ['another time', (cursor) => edit(cursor, ([, ...rest]) => ['0', ...rest])],
  ['a time that is none', (cursor) => edit(cursor, ([, ...rest]) => ['NaN', ...rest])],
  ['the time in another notation', (cursor) => edit(cursor, ([time, ...rest]) => [`0${time}`, ...rest])],
  ['another event', (cursor) => edit(cursor, ([time = '', , signature = '']) => [time, 'zzz', signature])],
  ['no signature', (cursor) => edit(cursor, ([time = '', id = '']) => [time, id])],
  ['an empty signature', (cursor) => edit(cursor, ([time = '', id = '']) => [time, id, ''])],
  ['a part more', (cursor) => edit(cursor, (parts) => [...parts, 'more'])],
  ['SQL', () => base64url.encode("0.' OR 1=1 --.x")],
  ['bytes that are no UTF-8', () => base64url.encode(new Uint8Array([0xff, 0xfe, 0xfd]))],
]

describe('a tampered cursor', () => {
  it.each(ATTACKS)('is refused: %s', async (_, tamper) => {
    const { person, cursor } = await withCursor()
    expect((await page(person, cursor)).status).toBe(200)
    expect(await page(person, tamper(cursor))).toMatchObject(invalid)
  })

  it("is refused if it is another user's", async () => {
    const { cursor } = await withCursor('victim@example.com')
    const { person } = await withCursor('attacker@example.com')
    expect(await page(person, cursor)).toMatchObject(invalid)
  })

  it('is not quoted in the answer', async () => {
    const { person } = await withCursor()
    const { body } = await page(person, '<script>alert(1)</script>')
    expect(JSON.stringify(body)).not.toContain('script')
  })
})
