import { describe, expect, it } from 'vitest'
import { formOf } from '../../src/crypto/imported-forms.ts'
import { hashPassword, type ReadImportedHash, verifyPassword } from '../../src/crypto/password.ts'
import { deriveScrypt } from '../../src/crypto/password-formats/derive-scrypt.ts'
import { readImportedHash } from '../../src/crypto/password-formats/index.ts'
import { inTurn } from '../../src/crypto/password-formats/turn.ts'
import { expectLogs, logged } from '../support/logs.ts'
import { countSlices } from '../support/production-limits.ts'

const bytes = (text: string) => new Uint8Array(new TextEncoder().encode(text))
const SLICE = 10_000

// firebase/scrypt publishes this project and this user with it.
const FIREBASE_SIGNER_KEY = 'jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA=='
const FIREBASE =
  '$fbscrypt$v=1,n=14,r=8,p=1,ss=Bw==$42xEC+ixf3L2lw==$lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ=='

const read: ReadImportedHash = async (stored) => readImportedHash(stored, { FIREBASE_SIGNER_KEY })
const verify = (password: string, stored: string, iterations = SLICE) =>
  verifyPassword(password, stored, iterations, read, [formOf(stored)])
const matches = async (password: string, stored: string) => (await verify(password, stored)).matches

/** How often other code had its turn while this ran. */
async function turnsDuring(work: Promise<unknown>): Promise<number> {
  let isDone = false
  const done = work.finally(() => {
    isDone = true
  })
  let turns = 0
  while (!isDone) {
    await scheduler.wait(0)
    turns++
  }
  await done
  return turns
}

// The vectors of crypt_blowfish; all others here were made with the native module `bcrypt`.
const BCRYPT = [
  ['U*U', '$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW'],
  ['U*U*', '$2a$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK'],
  ['U*U*U', '$2a$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a'],
  ['', '$2a$05$CCCCCCCCCCCCCCCCCCCCC.7uG0VCzI2bS7j6ymqJi9CdcdxiRTWNy'],
  [
    '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789',
    '$2a$05$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui',
  ],
] as const

describe('bcrypt', () => {
  for (const [password, stored] of BCRYPT) {
    it(`tells the right password from a wrong one: ${JSON.stringify(password)}`, async () => {
      expect(await matches(password, stored)).toBe(true)
      expect(await matches(`${password.slice(0, -1)}x`, stored)).toBe(false)
    })
  }

  it('takes the names that other implementations gave it', async () => {
    const [password, stored] = BCRYPT[2]
    expect(await matches(password, stored.replace('$2a$', '$2b$'))).toBe(true)
    expect(await matches(password, stored.replace('$2a$', '$2y$'))).toBe(true)
    await expect(verify(password, stored.replace('$2a$', '$2x$'))).rejects.toThrow() // of a broken implementation
  })

  it('reads 72 bytes of a password and no more, as bcrypt did: bytes, not characters', async () => {
    const [password, stored] = BCRYPT[4]
    expect(await matches(`${password}and whatever comes after`, stored)).toBe(true)
    expect(await matches(password.slice(0, 71), stored)).toBe(false)
    const umlauts = '$2b$04$dFpIWkew8q4LfI1PxqxZCudSB.vH.TWx3RrVHsfcZtfwlXhKx2JgW'
    expect(await matches(`${'ü'.repeat(36)}A`, umlauts)).toBe(true)
    expect(await matches(`${'ü'.repeat(35)}uA`, umlauts)).toBe(false)
  })

  it('compares what was sent, and not its NFKC', async () => {
    const decomposed = '$2b$04$uwLkqmXFOTbF5j0iK4sf8OZJmfklthUKyqXKzOnRn8qftGZov/zGW'
    expect(await matches('cafe\u0301', decomposed)).toBe(true)
    expect(await matches('caf\u00e9', decomposed)).toBe(false)
  })

  it('lets others run while it works', async () => {
    const stored = BCRYPT[0][1].replace('$05$', '$10$')
    expect(await turnsDuring(verify('wrong', stored))).toBeGreaterThan(30) // 39 slices of 26 rounds
  })
})

describe('scrypt', () => {
  // RFC 7914 §12
  const vectors = [
    [
      '',
      '',
      16,
      1,
      1,
      '77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906',
    ],
    [
      'pleaseletmein',
      'SodiumChloride',
      16384,
      8,
      1,
      '7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887',
    ],
  ] as const
  for (const [password, salt, cost, blockSize, parallelism, expected] of vectors) {
    it(`is that of RFC 7914 §12: ${JSON.stringify(password)}`, async () => {
      const derived = await deriveScrypt(password, bytes(salt), { cost, blockSize, parallelism }, 64)
      expect(derived.toHex()).toBe(expected)
    })
  }

  it('of several lanes is that of Node', async () => {
    const derived = await deriveScrypt('password', bytes('NaCl'), { cost: 1024, blockSize: 8, parallelism: 3 }, 64)
    expect(derived.toHex()).toBe(
      '26a658b50db3d61d6c21d9e9e708593d3ab85bd134f4c49a7c73e982860ccc18ee18b7213d4d65ea00b1671602796c51dca00e124f6ebb62cbad3894deee2a5f',
    )
  })

  // What @better-auth/utils 0.3 made of them, in the form that the import gives it.
  const BETTER_AUTH =
    '$scrypt$ln=14,r=16,p=1$NjcyZmNjZWYxMmE3NzgxMDNiZDMyYjQ1NDM1NzMyZTI$Pn7tml7YTA9Fxjl2nNAjczXhOmVFfaAqF3AVsAYRWZQ86G8N/IfdI8QdpQjswe2BTpdHQMVu8ZJVeMSFxB5h5Q'
  const BETTER_AUTH_CAFE =
    '$scrypt$ln=14,r=16,p=1$NDUxN2I3NGRjYzI3OGRlMDljMDgwZjc0YTFjNGU1ZTM$l/htvpXv1zis5i1i/XYim2jr5MG/Wh6DW1RU81H3pZmd3ZptNE7FRJ/qVP3rp2ayXUp4p2ZcrJrvz0Or5JIouQ'
  // Node's own scrypt, of "cafe" with a combining accent.
  const RAW_CAFE = '$scrypt$ln=10,r=8,p=1$MDEyMzQ1Njc4OWFiY2RlZg$j2ek3SOLbL4PgYy3PKHeGszEGoNxabdt/xMHmRiLd6o'

  it("compares better-auth's, of the NFKC", async () => {
    expect(await matches('correct horse battery staple', BETTER_AUTH)).toBe(true)
    expect(await matches('correct horse battery stapler', BETTER_AUTH)).toBe(false)
    expect(await matches('caf\u00e9', BETTER_AUTH_CAFE)).toBe(true)
    expect(await matches('cafe\u0301', BETTER_AUTH_CAFE)).toBe(true)
  })

  it('compares one of what was sent', async () => {
    expect(await matches('cafe\u0301', RAW_CAFE)).toBe(true)
    expect(await matches('caf\u00e9', RAW_CAFE)).toBe(false)
  })

  it('lets others run while it works', async () => {
    expect(await turnsDuring(verify('wrong', BETTER_AUTH))).toBeGreaterThan(100)
  })
})

describe('scrypt of Firebase', () => {
  it('tells the right password from a wrong one', async () => {
    expect(await matches('user1password', FIREBASE)).toBe(true)
    expect(await matches('user2password', FIREBASE)).toBe(false)
  })

  it.each(['', 'AAAA'])(
    "matches nothing without the project's signer key, at the cost of an unknown user, and is logged: %j",
    async (key) => {
      expectLogs('password_form_refused')
      const readWith: ReadImportedHash = async (stored) => readImportedHash(stored, { FIREBASE_SIGNER_KEY: key })
      const slices = await countSlices(async () => {
        const outcome = await verifyPassword('user1password', FIREBASE, 3 * SLICE, readWith)
        expect(outcome).toEqual({ matches: false, needsRehash: false })
      })
      expect(slices).toBe(3)
      expect(logged('password_form_refused')).toEqual([
        { level: 'error', event: 'password_form_refused', form: 'fbscrypt', reason: 'no_key' },
      ])
    },
  )
})

const [PASSWORD, STORED] = BCRYPT[2]

describe('a form of another backend', () => {
  it('needs a rehash once the password was right, whatever it costs', async () => {
    expect(await verify(PASSWORD, STORED)).toEqual({ matches: true, needsRehash: true })
    expect(await verify('wrong', STORED)).toEqual({ matches: false, needsRehash: false })
  })

  it('is compared with what was sent, while our own form is of the NFKC', async () => {
    expect(await matches('cafe\u0301', await hashPassword('caf\u00e9', SLICE))).toBe(true)
  })
})

const SALT = 'MDEyMzQ1Njc4OWFiY2RlZg'
const HASH = 'j2ek3SOLbL4PgYy3PKHeGszEGoNxabdt/xMHmRiLd6o'
const BCRYPT_REST = 'CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW'

describe('a form that asks for too much work', () => {
  const costly = {
    'bcrypt of cost 15': `$2b$15$${BCRYPT_REST}`,
    'bcrypt of cost 31, days of work': `$2a$31$${BCRYPT_REST}`,
    'bcrypt of a cost that there is not': `$2a$99$${BCRYPT_REST}`,
    'scrypt of 64 MiB': `$scrypt$ln=16,r=8,p=1$${SALT}$${HASH}`,
    'scrypt of little memory, many times': `$scrypt$ln=15,r=8,p=5$${SALT}$${HASH}`,
    'scrypt of more lanes than Web Crypto fills': `$scrypt$ln=1,r=8,p=8$${SALT}$${HASH}`,
    'scrypt of more memory than there is': `$scrypt$ln=99,r=9999,p=9999$${SALT}$${HASH}`,
    "Firebase's of too much memory": FIREBASE.replace('n=14', 'n=20'),
  }
  for (const [name, stored] of Object.entries(costly)) {
    it(`matches nothing at the cost of an unknown user, and is logged without the hash: ${name}`, async () => {
      expectLogs('password_form_refused')
      const slices = await countSlices(async () => {
        expect(await verify(PASSWORD, stored, 3 * SLICE)).toEqual({ matches: false, needsRehash: false })
      })
      expect(slices).toBe(3)
      const form = stored.split('$')[1]
      expect(logged('password_form_refused')).toEqual([
        { level: 'error', event: 'password_form_refused', form, reason: 'too_costly' },
      ])
    })
  }
})

describe('a form that cannot be read', () => {
  const unreadable = {
    'bcrypt cut short': STORED.slice(0, -1),
    'bcrypt and more': `${STORED}x`,
    'bcrypt of a cost below the least': STORED.replace('$05$', '$03$'),
    'bcrypt without a cost': STORED.replace('$05$', '$'),
    'scrypt without a salt': `$scrypt$ln=10,r=8,p=1$$${HASH}`,
    'scrypt with a hash that everything would match': `$scrypt$ln=10,r=8,p=1$${SALT}$AA`,
    'scrypt with a hash that could be met by chance': `$scrypt$ln=10,r=8,p=1$${SALT}$${'A'.repeat(20)}`,
    'scrypt of no cost': `$scrypt$ln=0,r=8,p=1$${SALT}$${HASH}`,
    'scrypt of no blocks': `$scrypt$ln=10,r=0,p=1$${SALT}$${HASH}`,
    'scrypt of no lanes': `$scrypt$ln=10,r=8,p=0$${SALT}$${HASH}`,
    'scrypt that is not base64': `$scrypt$ln=10,r=8,p=1$${SALT}$${HASH}==`,
    "Firebase's of another version": FIREBASE.replace('v=1', 'v=2'),
    "Firebase's of no cost": FIREBASE.replace('n=14', 'n=0'),
    argon2: `$argon2id$v=19$m=19456,t=2,p=1$${SALT}$${HASH}`,
    'an MD5': '5f4dcc3b5aa765d61d8327deb882cf99',
  }
  for (const [name, stored] of Object.entries(unreadable)) {
    it(`is an error, for it is damage and no wrong password: ${name}`, async () => {
      await expect(verify(PASSWORD, stored)).rejects.toThrow('unreadable password hash')
    })
  }
})

describe('work that needs much memory', () => {
  it('is done one at a time', async () => {
    let running = 0
    let most = 0
    const work = () =>
      inTurn(async (pause) => {
        running++
        most = Math.max(most, running)
        for (let i = 0; i < 5; i++) await pause()
        running--
      })
    await Promise.all([work(), work(), work()])
    expect(most).toBe(1)
  })

  it('goes on after one that failed', async () => {
    await expect(inTurn(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
    expect(await inTurn(async () => 'done')).toBe('done')
  })

  it('goes on after one that was cancelled and gives no sign of life', async () => {
    void inTurn(() => new Promise(() => {}))
    expect(await inTurn(async () => 'done')).toBe('done')
  })
})
