import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest'
import { deriveChain, hashPassword, verifyPassword as verify } from '../../src/crypto/password.ts'
import { SLICE_ITERATIONS } from '../../src/crypto/slice.ts'
import { decodeBase64url, encodeBase64url } from '../../src/lib/base64url.ts'
import { inFlight } from '../../src/lib/in-flight.ts'
import { call } from '../support/service.ts'

/** Where no password has come from elsewhere. */
const verifyPassword = (password: string, stored: string | undefined, iterations: number) =>
  verify(password, stored, iterations, async () => undefined)

const PASSWORD = 'correct horse battery staple'
const FORM = /^\$pbkdf2-chain-sha256\$i=(\d+),n=(\d+)\$([\w-]{22})\$([\w-]{43})$/

const bytes = (text: string) => new Uint8Array(new TextEncoder().encode(text))
const importPassword = (password: string) =>
  crypto.subtle.importKey('raw', bytes(password), 'PBKDF2', false, ['deriveBits'])

/** PBKDF2 as Web Crypto has it, to compare with. */
async function pbkdf2(password: string, salt: Uint8Array<ArrayBuffer>, iterations: number) {
  const parameters = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations }
  return new Uint8Array(await crypto.subtle.deriveBits(parameters, await importPassword(password), 256))
}

let deriveBits: MockInstance<typeof crypto.subtle.deriveBits>
beforeEach(() => {
  deriveBits = vi.spyOn(crypto.subtle, 'deriveBits')
  Object.assign(inFlight, { requests: 0, hashes: 0 })
})
afterEach(() => {
  vi.restoreAllMocks()
  Object.assign(inFlight, { requests: 0, hashes: 0 })
})

/** Iterations of each PBKDF2 call so far. */
const costs = () => deriveBits.mock.calls.map(([algorithm]) => (algorithm as { iterations: number }).iterations)

describe('the stored form', () => {
  it('names itself, its cost, a salt of 16 bytes and a hash of 32', async () => {
    const [, iterations, slices, salt = '', hash = ''] = FORM.exec(await hashPassword(PASSWORD, 30_000)) ?? []
    expect([iterations, slices]).toEqual(['10000', '3'])
    expect(decodeBase64url(salt)).toHaveLength(16)
    expect(decodeBase64url(hash)).toHaveLength(32)
  })

  it('is another for the same password, for the salt is', async () => {
    expect(await hashPassword(PASSWORD, 10_000)).not.toBe(await hashPassword(PASSWORD, 10_000))
  })

  it('at the cost of production is 60 calls of 10,000 iterations, of which production refuses none', async () => {
    expect(FORM.exec(await hashPassword(PASSWORD, 600_000))?.[2]).toBe('60')
    expect(costs()).toEqual(Array.from({ length: 60 }, () => 10_000))
  })
})

describe('the chain', () => {
  // RFC 7914 §11 has these for PBKDF2-HMAC-SHA-256: the first 32 of their 64 bytes are those of a shorter output.
  const vectors = [
    ['passwd', 'salt', 1, '55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc'],
    ['Password', 'NaCl', 80_000, '4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56'],
  ] as const
  for (const [password, salt, iterations, expected] of vectors) {
    it(`of one slice is plain PBKDF2: ${iterations} iterations of RFC 7914 §11`, async () => {
      const output = await deriveChain(await importPassword(password), bytes(salt), iterations, 1)
      expect(output.toHex()).toBe(expected)
    })
  }

  it('salts each slice with the output of the one before', async () => {
    const salt = bytes('salt')
    const first = await pbkdf2(PASSWORD, salt, 1_000)
    const second = await pbkdf2(PASSWORD, first, 1_000)
    const third = await pbkdf2(PASSWORD, second, 1_000)
    expect(await deriveChain(await importPassword(PASSWORD), salt, 1_000, 3)).toEqual(third)
  })

  it('lets others run between two slices', async () => {
    inFlight.requests = 2 // its own, and another
    let isDone = false
    const hashing = hashPassword(PASSWORD, 10 * SLICE_ITERATIONS).finally(() => {
      isDone = true
    })
    let turns = 0
    while (!isDone) {
      await scheduler.wait(0)
      turns++
    }
    await hashing
    expect(turns).toBeGreaterThanOrEqual(5) // nine waits, of which others may use every second at worst
  })

  it('waits after each slice while a request that makes no hash is in flight', async () => {
    const wait = vi.spyOn(scheduler, 'wait').mockImplementation(async () => {})
    inFlight.requests = 2 // its own, and another
    await hashPassword(PASSWORD, 60 * SLICE_ITERATIONS)
    expect(wait).toHaveBeenCalledTimes(59)
  })

  it('makes five slices at a time while it is alone, and one from the turn on in which somebody comes', async () => {
    const madeBefore: number[] = []
    vi.spyOn(scheduler, 'wait').mockImplementation(async () => {
      madeBefore.push(costs().length)
      if (madeBefore.length === 2) inFlight.requests++
      if (madeBefore.length === 5) inFlight.requests--
    })
    inFlight.requests = 1
    await hashPassword(PASSWORD, 20 * SLICE_ITERATIONS)
    expect(madeBefore).toEqual([5, 10, 11, 12, 13, 18])
  })

  it('shares the five with other hashes', async () => {
    const wait = vi.spyOn(scheduler, 'wait').mockImplementation(async () => {})
    inFlight.hashes = 1
    inFlight.requests = 2
    await hashPassword(PASSWORD, 20 * SLICE_ITERATIONS)
    expect(wait).toHaveBeenCalledTimes(9)
    inFlight.hashes = 50
    inFlight.requests = 51
    await hashPassword(PASSWORD, 20 * SLICE_ITERATIONS)
    expect(wait).toHaveBeenCalledTimes(9 + 19)
  })

  it('counts itself only while it is made', async () => {
    await hashPassword(PASSWORD, 20_000)
    expect(inFlight).toEqual({ requests: 0, hashes: 0 })
    const costly = `$pbkdf2-chain-sha256$i=600000,n=1$${'A'.repeat(22)}$${'A'.repeat(43)}` // production refuses the call
    await expect(verifyPassword(PASSWORD, costly, 10_000)).rejects.toThrow('not supported')
    expect(inFlight).toEqual({ requests: 0, hashes: 0 })
  })
})

describe('a request', () => {
  it.each(['/health', '/nowhere', '/users/profile'])('is counted only while it is in flight: %s', async (path) => {
    const { requests } = inFlight
    await call(path)
    expect(inFlight.requests).toBe(requests)
  })
})

describe('a comparison', () => {
  it('tells the right password from a wrong one', async () => {
    const stored = await hashPassword(PASSWORD, 20_000)
    expect(await verifyPassword(PASSWORD, stored, 20_000)).toEqual({ matches: true, needsRehash: false })
    expect(await verifyPassword(`${PASSWORD} `, stored, 20_000)).toMatchObject({ matches: false })
    expect(await verifyPassword(PASSWORD.slice(1), stored, 20_000)).toMatchObject({ matches: false })
    expect(await verifyPassword('', stored, 20_000)).toMatchObject({ matches: false })
  })

  it('is made in constant time', async () => {
    const compare = vi.spyOn(crypto.subtle, 'timingSafeEqual')
    const stored = await hashPassword(PASSWORD, 10_000)
    await verifyPassword(PASSWORD, stored, 10_000)
    expect(compare).toHaveBeenCalledOnce()
  })

  it('reads a form of another slice size, whatever the present one is', async () => {
    const salt = bytes('0123456789abcdef')
    const hash = await deriveChain(await importPassword(PASSWORD), salt, 5_000, 4)
    const stored = `$pbkdf2-chain-sha256$i=5000,n=4$${encodeBase64url(salt)}$${encodeBase64url(hash)}`
    expect(await verifyPassword(PASSWORD, stored, 20_000)).toEqual({ matches: true, needsRehash: false })
  })

  it('says that a weaker hash needs a rehash, and a stronger one does not', async () => {
    const stored = await hashPassword(PASSWORD, 20_000)
    expect(await verifyPassword(PASSWORD, stored, 30_000)).toEqual({ matches: true, needsRehash: true })
    expect(await verifyPassword(PASSWORD, stored, 10_000)).toEqual({ matches: true, needsRehash: false })
  })

  it('with a weaker stored form costs a wrong password what an unknown user costs', async () => {
    const stored = await hashPassword(PASSWORD, 10_000)
    deriveBits.mockClear()
    await verifyPassword('wrong', stored, 40_000)
    const wrong = costs()
    deriveBits.mockClear()
    expect(await verifyPassword('wrong', undefined, 40_000)).toEqual({ matches: false, needsRehash: false })
    expect(costs()).toEqual(wrong)
    expect(wrong).toEqual([10_000, 10_000, 10_000, 10_000])
  })
})

describe('a stored form that cannot be read', () => {
  const salt = encodeBase64url(bytes('0123456789abcdef'))
  const hash = encodeBase64url(new Uint8Array(32))
  const unreadable = {
    'no form at all': '',
    'a plain password': PASSWORD,
    'another algorithm': `$pbkdf2-sha256$i=10000,n=1$${salt}$${hash}`,
    'no cost': `$pbkdf2-chain-sha256$${salt}$${hash}`,
    'a cost that is no number': `$pbkdf2-chain-sha256$i=1e4,n=1$${salt}$${hash}`,
    'a cost below nothing': `$pbkdf2-chain-sha256$i=-10000,n=1$${salt}$${hash}`,
    'no iterations': `$pbkdf2-chain-sha256$i=0,n=1$${salt}$${hash}`,
    'more slices than anyone sets': `$pbkdf2-chain-sha256$i=10000,n=1001$${salt}$${hash}`,
    'more iterations in a slice than production takes': `$pbkdf2-chain-sha256$i=100001,n=1$${salt}$${hash}`,
    'a short hash': `$pbkdf2-chain-sha256$i=10000,n=1$${salt}$${encodeBase64url(new Uint8Array(31))}`,
    'a long hash': `$pbkdf2-chain-sha256$i=10000,n=1$${salt}$${encodeBase64url(new Uint8Array(33))}`,
    padding: `$pbkdf2-chain-sha256$i=10000,n=1$${salt}==$${hash}=`,
    'something after it': `$pbkdf2-chain-sha256$i=10000,n=1$${salt}$${hash}$`,
  }
  for (const [name, stored] of Object.entries(unreadable)) {
    it(`is an error, for it is damage and no wrong password: ${name}`, async () => {
      await expect(verifyPassword(PASSWORD, stored, 10_000)).rejects.toThrow()
    })
  }

  it('of no slices is an error: its salt would stand for the hash of every password', async () => {
    const stored = `$pbkdf2-chain-sha256$i=10000,n=0$${hash}$${hash}`
    await expect(verifyPassword('anything', stored, 10_000)).rejects.toThrow()
  })
})
