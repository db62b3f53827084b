import fc from 'fast-check'
import { expect, it } from 'vitest'
import { encodeBase64url } from '../../src/lib/base64url.ts'
import { idsOf, isUuid, toUuid, unreadable } from '../../src/supabase/ids.ts'
import { RUNS, TIMEOUT_MS } from './arbitraries.ts'

const RUN = { numRuns: RUNS * 10 }

const ours = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => encodeBase64url(bytes))
const hex = (length: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`))
const others = fc.oneof(hex(24), fc.uuid(), ours)

it('an id of 16 bytes, a UUID and an id of MongoDB are read back from their UUIDs', { timeout: TIMEOUT_MS }, () =>
  fc.assert(
    fc.asyncProperty(others, async (id) => {
      const uuid = await toUuid(id)
      expect(isUuid(uuid)).toBe(true)
      expect(idsOf(uuid)).toContain(id)
      expect(idsOf(uuid.toUpperCase())).toContain(id)
      expect(await unreadable([id])).toEqual([])
    }),
    RUN,
  ),
)

it('two ids have two UUIDs, unless one is the other', { timeout: TIMEOUT_MS }, () =>
  fc.assert(
    fc.asyncProperty(fc.oneof(others, fc.string()), fc.oneof(others, fc.string()), async (one, other) => {
      fc.pre(one.toLowerCase() !== other.toLowerCase())
      expect(await toUuid(one)).not.toBe(await toUuid(other))
    }),
    RUN,
  ),
)

it(
  'every other id has a UUID, always the same, that is kept since nobody can read it back',
  {
    timeout: TIMEOUT_MS,
  },
  () =>
    fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (id) => {
        const uuid = await toUuid(id)
        expect(isUuid(uuid)).toBe(true)
        expect(await toUuid(id)).toBe(uuid)
        expect(await unreadable([id])).toEqual(idsOf(uuid).includes(id) ? [] : [[uuid, id]])
      }),
      RUN,
    ),
)

it('a UUID in capitals is the same one, and its id is kept', async () => {
  const id = '83FD9E20-7A80-46E4-BF29-A86E3D6BBF66'
  expect(await toUuid(id)).toBe(id.toLowerCase())
  expect(await unreadable([id])).toEqual([[id.toLowerCase(), id]])
})
