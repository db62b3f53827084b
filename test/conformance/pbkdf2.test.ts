import { describe, expect, it } from 'vitest'
import { deriveChain, hashPassword, verifyPassword as verify } from '../../src/crypto/password.ts'
import { encodeBase64url } from '../../src/lib/base64url.ts'
import published from './pbkdf2-chain.json'

/** Where no password has come from elsewhere. */
const verifyPassword = (password: string, stored: string | undefined, iterations: number) =>
  verify(password, stored, iterations, async () => undefined)

const bytes = (text: string) => new Uint8Array(new TextEncoder().encode(text))
const keyOf = (password: string) => crypto.subtle.importKey('raw', bytes(password), 'PBKDF2', false, ['deriveBits'])

type Vector = [password: string, salt: string, iterations: number, hex: string]

// The first 32 bytes of each: PBKDF2 makes a longer output of blocks, the first of which is the same (RFC 8018 §5.2).
const RFC_7914: Vector[] = [
  ['passwd', 'salt', 1, '55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc'],
  ['Password', 'NaCl', 80_000, '4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56'],
]

// The inputs of RFC 6070 with SHA-256 in place of SHA-1, as implementations everywhere test themselves. That of 2^24
// iterations is left out: production refuses so many in one call.
const RFC_6070: Vector[] = [
  ['password', 'salt', 1, '120fb6cffcf8b32c43e7225256c4f837a86548c92ccc35480805987cb70be17b'],
  ['password', 'salt', 2, 'ae4d0c95af6b46d32d0adff928f06dd02a303f8ef3c251dfd6e2d85a95474c43'],
  ['password', 'salt', 4_096, 'c5e478d59288c841aa530db6845c4c8d962893a001ce4e11a4963873aa98134a'],
  [
    'passwordPASSWORDpassword',
    'saltSALTsaltSALTsaltSALTsaltSALTsalt',
    4_096,
    '348c89dbcbd32b2f32d814b8116e84cf2b17347ebc1800181c4e2a1fb8dd53e1',
  ],
  ['pass\0word', 'sa\0lt', 4_096, '89b69d0516f829893c696226650a8687'],
]

describe.each<[string, Vector[]]>([
  ['RFC 7914 §11', RFC_7914],
  ['RFC 6070 §2 with SHA-256', RFC_6070],
])('%s', (_, vectors) => {
  it.each(vectors)(
    'a chain of one slice is PBKDF2-HMAC-SHA256: %j, %j, %i',
    async (password, salt, iterations, hex) => {
      const output = await deriveChain(await keyOf(password), bytes(salt), iterations, 1)
      expect(output.toHex().slice(0, hex.length)).toBe(hex)
      expect(output).toHaveLength(32)
    },
  )
})

describe('a chain of more slices', () => {
  it('is PBKDF2 of PBKDF2, the output of one the salt of the next', async () => {
    const key = await keyOf('password')
    const once = await deriveChain(key, bytes('salt'), 4_096, 1)
    const twice = await deriveChain(key, once, 4_096, 1)
    expect(once.toHex()).toBe(RFC_6070[2]?.[3])
    expect((await deriveChain(key, bytes('salt'), 4_096, 2)).toHex()).toBe(twice.toHex())
  })

  it('is what a stored form says: this one was made by another implementation', async () => {
    // Python: hashlib.pbkdf2_hmac('sha256', p, hashlib.pbkdf2_hmac('sha256', p, s, 10000), 10000)
    const salt = encodeBase64url(bytes('0123456789abcdef'))
    const stored = `$pbkdf2-chain-sha256$i=10000,n=2$${salt}$0ZtxtNVt54_-YK9BVSUuIS9n44pK4wB0qZWR-dX76JQ`
    expect(await verifyPassword('correct horse battery staple', stored, 20_000)).toEqual({
      matches: true,
      needsRehash: false,
    })
    expect((await verifyPassword('correct horse battery stapl', stored, 20_000)).matches).toBe(false)
  })

  it('is what we store, for that other implementation to read', async () => {
    expect(await hashPassword('correct horse battery staple', 20_000)).toMatch(
      /^\$pbkdf2-chain-sha256\$i=10000,n=2\$[\w-]{22}\$[\w-]{43}$/,
    )
  })
})

describe('the vectors that docs/moving-out.md publishes', () => {
  it.each(published)('$what: $matches', async ({ password, stored, matches }) => {
    expect((await verifyPassword(password, stored, 10_000)).matches).toBe(matches)
  })
})
