import { describe, expect, it } from 'vitest'
import { findCollisions } from '../../scripts/import/collisions.ts'
import { openFile, readDocuments } from '../../scripts/import/documents.ts'
import { toTime } from '../../scripts/import/extended-json.ts'
import { FORMATS } from '../../scripts/import/from/formats.ts'
import { readKeys } from '../../scripts/import/keys.ts'
import type { Reading } from '../../scripts/import/reading.ts'
import { Reject } from '../../scripts/import/reject.ts'
import { toUser } from '../../scripts/import/to-user.ts'

const exportOf = (name: string) => `${import.meta.dirname}/exports/${name}`

function readingOf(from: string): Reading {
  const format = FORMATS[from]
  if (!format) throw new Error(from)
  return {
    format,
    formatOptions: { rounds: '8', memCost: '14', saltSeparator: 'Bw==' },
    map: new Map(),
    secrets: { FIREBASE_SIGNER_KEY: Buffer.alloc(64).toString('base64') },
  }
}

/** What each document of an export becomes: a user, or the reason why none; and what collides. */
async function readExport(from: string, file: string) {
  const reading = readingOf(from)
  const read = () => readDocuments(openFile(exportOf(file), () => {}))
  const collisions = await findCollisions(read(), (text) => readKeys(text, reading))
  const found: Record<string, unknown>[] = []
  for await (const { text, problem } of read()) {
    const collision = collisions.get(found.length)?.reason
    try {
      if (problem) throw new Reject(problem)
      const { user, refused, leftOut } = toUser(text, reading)
      found.push({ ...user, refused, leftOut, ...(collision && { collision }) })
    } catch (error) {
      if (!(error instanceof Reject)) throw error
      found.push({ reject: error.reason, _id: error._id })
    }
  }
  return found
}

const identity = (provider: string, subject: string, email: string) =>
  expect.objectContaining({ provider, subject, email })
const duplicates = [
  expect.objectContaining({ collision: 'duplicate_email' }),
  expect.objectContaining({ collision: 'duplicate_email' }),
]

describe('an export of Firebase', () => {
  it('gives users with hash and identities; who has only a phone or nothing at all is rejected, and no other', async () => {
    expect(await readExport('firebase', 'firebase.json')).toEqual([
      expect.objectContaining({
        _id: 'aUser1',
        email: 'ada@example.com',
        emailVerified: true,
        name: 'Ada',
        passwordHash: `$fbscrypt$v=1,n=14,r=8,p=1,ss=Bw==$42xEC+ixf3L2lw==$${'A'.repeat(84)}+/==`,
        createdAt: 1714979289123,
        isDisabled: false,
        identities: [identity('google', '1122', 'ada@gmail.com')],
        fields: { appMetadata: '{"plan":"pro","admin":true}' }, // custom claims are no roles
        leftOut: [],
        refused: [],
      }),
      { reject: 'phone_only', _id: 'aPhone' },
      { reject: 'anonymous', _id: 'anAnonym' },
      expect.objectContaining({
        _id: 'aDisabled',
        name: 'grace',
        isDisabled: true,
        passwordHash: null,
        identities: [identity('apple', '000.aa', 'grace@privaterelay.appleid.com')],
      }),
      ...duplicates,
    ])
  })
})

describe('an export of better-auth', () => {
  it('gives users with hash and identities; a ban that is over is none', async () => {
    expect(await readExport('better-auth', 'better-auth.jsonl')).toEqual([
      expect.objectContaining({
        _id: 'u1',
        email: 'ada@example.com',
        emailVerified: true,
        name: 'Ada',
        passwordHash: expect.stringContaining('$scrypt$ln=14,r=16,p=1$'),
        createdAt: Date.UTC(2024, 4, 6, 7, 8, 9, 123),
        isDisabled: false,
        identities: [identity('google', '1122', 'ada@example.com')],
        leftOut: ['role'],
      }),
      { reject: 'anonymous', _id: 'u2' },
      { reject: 'bad_email', _id: 'u3' },
      expect.objectContaining({ _id: 'u4', isDisabled: true, emailVerified: false }),
      expect.objectContaining({ _id: 'u5', isDisabled: false, emailVerified: true }), // columns with underscores
      ...duplicates,
    ])
  })

  it('disables by a column that the app itself has added, too, which no ban that is over takes back', () => {
    const user = { id: 'own', email: 'own@example.com', name: 'Own', createdAt: '2024-05-06T07:08:09Z', disabled: true }
    const over = { banned: true, banExpires: '2024-06-01T00:00:00Z' }
    for (const ban of [{}, { banned: false }, over])
      expect(toUser(JSON.stringify({ user: { ...user, ...ban } }), readingOf('better-auth'))).toMatchObject({
        user: { isDisabled: true },
        leftOut: [],
      })
  })
})

describe('an export of Supabase', () => {
  it('gives no metadata that is too much here, and says so', () => {
    const user = { id: 'u', email: 'u@example.com', created_at: '2024-05-06T07:08:09Z' }
    const document = {
      ...user,
      raw_user_meta_data: { a: 'x'.repeat(8_192) },
      raw_app_meta_data: { b: 'x'.repeat(4_096) },
    }
    const { user: converted, refused } = toUser(JSON.stringify(document), readingOf('supabase'))
    expect(Object.keys(converted.fields)).toEqual([])
    expect(refused).toEqual([
      { field: 'metadata', message: 'must be at most 8192 bytes of JSON' },
      { field: 'appMetadata', message: 'must be at most 4096 bytes of JSON' },
    ])
  })

  it('gives users with hash and identities; phone-only, anonymous and deleted ones are rejected', async () => {
    expect(await readExport('supabase', 'supabase.jsonl')).toEqual([
      expect.objectContaining({
        _id: '7b0c3b6e-2f0f-4f0e-9f65-0a4b8f6b9d01',
        email: 'ada@example.com',
        emailVerified: true,
        emailVerifiedAt: Date.UTC(2024, 4, 6, 7, 9, 0, 500),
        name: 'Ada Lovelace',
        passwordHash: expect.stringMatching(/^\$2a\$10\$/),
        createdAt: Date.UTC(2024, 4, 6, 7, 8, 9, 123),
        isDisabled: false,
        identities: [identity('google', '1122', 'ada@example.com'), identity('apple', '000.aa', 'ada@icloud.com')],
        fields: {
          avatarUrl: 'https://example.com/ada.png',
          userMetadata: '{"theme":"dark","full_name":"Ada Lovelace","avatar_url":"https://example.com/ada.png"}',
          appMetadata: '{"plan":"pro","roles":["admin"]}',
        },
      }),
      { reject: 'phone_only', _id: 'p1' },
      { reject: 'anonymous', _id: 'a1' },
      { reject: 'deleted', _id: 'd1' },
      expect.objectContaining({ _id: 'b1', isDisabled: true, emailVerified: false, passwordHash: null }),
      expect.objectContaining({ _id: 'b2', isDisabled: false }),
      ...duplicates,
    ])
  })
})

describe('JSON within a document', () => {
  const account = { providerId: 'google', accountId: '1122' }
  const user = { id: 'u1', email: 'ada@example.com', name: 'Ada', createdAt: '2024-05-06T07:08:09Z' }
  const read = (document: object) => toUser(JSON.stringify(document), readingOf('better-auth'))

  it('may be a text, as some databases write it', () => {
    const asText = { user: JSON.stringify(user), accounts: JSON.stringify([account]) }
    expect(read(asText)).toEqual(read({ user, accounts: [account] }))
    expect(read(asText).user.identities).toHaveLength(1)
  })

  it.each(['nonsense', '{}', [account, 'nonsense'], 5])(
    'that is something else is no way to lose accounts: %j',
    (accounts) => {
      expect(() => read({ user, accounts })).toThrow('"accounts" is no list of objects')
    },
  )

  it('rejects who may be anonymous, and says who', () => {
    const maybe = { ...user, id: { $oid: '5f5e1c2b3a4d5e6f70819203' }, isAnonymous: 'maybe' }
    expect(() => read({ user: maybe })).toThrow(
      expect.objectContaining({ reason: 'anonymous', _id: '5f5e1c2b3a4d5e6f70819203' }),
    )
  })
})

describe('a time', () => {
  const time = Date.UTC(2024, 4, 6, 7, 8, 9)
  it.each([
    '2024-05-06T07:08:09',
    '2024-05-06 07:08:09',
    '2024-05-06 09:08:09+02',
    '2024-05-06T07:08:09.000Z',
    'Mon, 06 May 2024 07:08:09 GMT',
    time,
    time / 1_000,
    String(time),
    time * 1_000,
    { $date: '2024-05-06T07:08:09Z' },
    { $date: { $numberLong: String(time) } },
    { $numberLong: String(time / 1_000) },
  ])('is read in UTC, whatever the zone of the machine: %j', (value) => {
    const zone = process.env.TZ
    process.env.TZ = 'America/New_York'
    try {
      expect(toTime(value)).toBe(time)
    } finally {
      if (zone === undefined) delete process.env.TZ
      else process.env.TZ = zone
    }
  })

  it.each(['yesterday', '05/06/2024', 'May 6 2024', '2024-02-30', '2024-05-06T25:00', 0, 42, 2e10, 1e17, true, {}])(
    'is none if it has to be guessed: %j',
    (value) => expect(toTime(value)).toBeUndefined(),
  )
})

describe('a flag', () => {
  const document = { _id: 'x', email: 'a@example.com', name: 'A' }
  const read = (changes: Record<string, unknown>) => {
    const { user, refused } = toUser(JSON.stringify({ ...document, ...changes }), readingOf('mongo'))
    return { ...user, refused: refused.map(({ field }) => field) }
  }

  it.each([true, 1, '1', 'true', 't', { $numberInt: '1' }])('that is set is that: %j', (value) =>
    expect(read({ emailVerified: value, disabled: value })).toMatchObject({
      emailVerified: true,
      isDisabled: true,
      refused: [],
    }),
  )
  it.each([false, 0, '0', 'false', null, ''])('that is not is that: %j', (value) =>
    expect(read({ emailVerified: value, disabled: value })).toMatchObject({
      emailVerified: false,
      isDisabled: false,
      refused: [],
    }),
  )
  it('may be when it was set', () => {
    expect(read({ emailVerified: '2024-05-06 07:08:09', disabledAt: { $date: '2024-05-07T00:00:00Z' } })).toMatchObject(
      {
        emailVerified: true,
        emailVerifiedAt: Date.UTC(2024, 4, 6, 7, 8, 9),
        isDisabled: true,
        disabledAt: Date.UTC(2024, 4, 7),
      },
    )
  })
  it('that cannot be understood verifies nothing, enables nobody, and is told', () => {
    expect(read({ emailVerified: 'perhaps', isActive: 'perhaps' })).toMatchObject({
      emailVerified: false,
      isDisabled: true,
      refused: ['emailVerified', 'isActive'],
    })
  })
  it.each([
    [{ isActive: false }, true],
    [{ isActive: true }, false],
    [{ active: 0 }, true],
    [{ banned_until: '2999-01-01 00:00:00+00' }, true],
    [{ banned_until: 'infinity' }, true],
    [{ banned_until: '2020-01-01 00:00:00+00' }, false],
  ])('of an account that must not sign in has many names: %j', (changes, is) =>
    expect(read(changes).isDisabled).toBe(is),
  )
})

describe('an id', () => {
  it.each([
    [{ $oid: '66388000000000000000000A' }, '66388000000000000000000a'],
    [{ $numberLong: '7' }, '7'],
    [{ $uuid: '7B0C3B6E-2F0F-4F0E-9F65-0A4B8F6B9D01' }, '7b0c3b6e-2f0f-4f0e-9f65-0a4b8f6b9d01'],
    [{ $binary: { base64: 'ewwjbi8PTw6fZQpLj2udAQ==', subType: '04' } }, '7b0c236e-2f0f-4f0e-9f65-0a4b8f6b9d01'],
  ])('is read in any type of MongoDB: %j', (_id, expected) =>
    expect(readKeys(JSON.stringify({ _id }), readingOf('mongo'))).toMatchObject({ _id: expected }),
  )
})

describe('documents over several lines', () => {
  const read = async (text: string) => {
    async function* chunks() {
      yield Buffer.from(text)
    }
    return (await Array.fromAsync(readDocuments(chunks()))).map(({ line, text, problem }) => [
      line,
      problem ?? JSON.parse(text),
    ])
  }
  it('are each read, and one that is cut off costs no other', async () => {
    expect(await read('{\n  "a": "}{"\n}\n{\n  "a": "x\n{\n  "a": 3\n}\nnonsense here\n{\n "a": 4\n}')).toEqual([
      [1, { a: '}{' }],
      [4, 'cut_off'],
      [6, { a: 3 }],
      [9, 'not_json'],
      [10, { a: 4 }],
    ])
  })
  it('tell of an element that is none', async () => {
    expect(await read('[{"a":1},\n7,\n{"a":2},\n"{"]')).toEqual([
      [1, { a: 1 }],
      [2, 'not_json'],
      [3, { a: 2 }],
      [4, 'not_json'],
    ])
  })
})
