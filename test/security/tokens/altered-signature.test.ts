import { base64url, decodeJwt } from 'jose'
import { describe, expect, it } from 'vitest'
import { call } from '../../support/service.ts'
import { ACCEPTED, NOT_OURS, SESSION_ENDED, tryAccess, tryRefresh } from '../../support/try-token.ts'
import { registerUser } from '../../support/users.ts'

type Alteration = (signature: string) => string

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** 64 bytes are 86 characters, of which the last carries two bits: four spare ones are zero, or it is not canonical. */
function setSpareBit(signature: string): string {
  const last = ALPHABET.indexOf(signature.slice(-1))
  return signature.slice(0, -1) + ALPHABET[last + 1]
}

const alterations: Record<string, Alteration> = {
  'cut by a character': (signature) => signature.slice(0, -1),
  'cut by a byte': (signature) => base64url.encode(base64url.decode(signature).slice(0, -1)),
  'cut to its half': (signature) => base64url.encode(base64url.decode(signature).slice(0, 32)),
  'cut to nothing': () => '',
  'with a byte more': (signature) => base64url.encode(new Uint8Array([...base64url.decode(signature), 0])),
  'with padding': (signature) => `${signature}==`,
  'with a spare bit set': setSpareBit,
  'in the alphabet of plain base64': (signature) => base64url.decode(signature).toBase64(),
  'in hexadecimal': (signature) => base64url.decode(signature).toHex(),
  'with a space in it': (signature) => `${signature.slice(0, 40)} ${signature.slice(40)}`,
  'with a newline in it': (signature) => `${signature.slice(0, 40)}\n${signature.slice(40)}`,
  'with one bit flipped': (signature) => {
    const bytes = base64url.decode(signature)
    bytes.set([(bytes.at(7) ?? 0) ^ 1], 7)
    return base64url.encode(bytes)
  },
  'in DER, as other libraries write it': (signature) => base64url.encode(toDer(base64url.decode(signature))),
  // CVE-2022-21449: r = s = 0 verified everything.
  'of zeros': () => base64url.encode(new Uint8Array(64)),
  'of another token': () => base64url.encode(crypto.getRandomValues(new Uint8Array(64))),
}

function toDer(signature: Uint8Array): Uint8Array {
  const integers = [signature.slice(0, 32), signature.slice(32)].flatMap((half) => {
    const bytes = (half.at(0) ?? 0) < 128 ? [...half] : [0, ...half]
    return [2, bytes.length, ...bytes]
  })
  return new Uint8Array([0x30, integers.length, ...integers])
}

const alter = (token: string, change: Alteration): string => {
  const start = token.lastIndexOf('.') + 1
  return token.slice(0, start) + change(token.slice(start))
}

describe('a signature that was truncated or re-encoded', () => {
  it('is known by a good one, which passes', async () => {
    const { token } = await registerUser()
    expect(await tryAccess(alter(token, (signature) => signature))).toEqual(ACCEPTED)
  })

  for (const [name, change] of Object.entries(alterations)) {
    it(`is refused: ${name}`, async () => {
      const { refreshToken } = await registerUser()
      expect(await tryRefresh(alter(refreshToken, change))).toEqual(NOT_OURS)
    })
  }

  for (const [name, change] of Object.entries(alterations).filter(([name]) => !name.includes('newline'))) {
    it(`is refused in the header: ${name}`, async () => {
      const { token } = await registerUser()
      expect(await tryAccess(alter(token, change))).toEqual(NOT_OURS)
    })
  }
})

// ECDSA: (r, n - s) is as good as (r, s), and anybody can compute it. Nothing depends on the text of a token.
describe('the second signature that ES256 has for what a token says', () => {
  const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
  const negateS: Alteration = (signature) => {
    const hex = base64url.decode(signature).toHex()
    const s = (ORDER - BigInt(`0x${hex.slice(64)}`)).toString(16).padStart(64, '0')
    return base64url.encode(Uint8Array.fromHex(hex.slice(0, 64) + s))
  }

  it('makes the same token, and it ends with the same session', async () => {
    const { token } = await registerUser()
    const second = alter(token, negateS)
    expect(second).not.toBe(token)
    expect(await tryAccess(second)).toEqual(ACCEPTED)
    await call('/users/logout', { method: 'POST', token })
    expect(await tryAccess(second)).toEqual(SESSION_ENDED)
  })

  it('makes the same refresh token: using both is one call that was sent twice', async () => {
    const { refreshToken } = await registerUser()
    const [first, again] = [
      await call('/users/token/refresh', { body: { refreshToken } }),
      await call('/users/token/refresh', { body: { refreshToken: alter(refreshToken, negateS) } }),
    ]
    expect(decodeJwt(again.body.data.refreshToken)).toEqual(decodeJwt(first.body.data.refreshToken))
  })
})

describe('a text that is no token', () => {
  const part = base64url.encode('null')
  for (const text of ['x', '.', '..', '...', 'a.b', 'a.b.c', 'a.b.c.d', `${part}.${part}.${part}`, '{}', 'é.é.é']) {
    it(`is refused: ${text}`, async () => {
      expect(await tryRefresh(text)).toEqual(NOT_OURS)
    })
  }

  it('is refused if a part is changed and the signature is kept', async () => {
    const { token } = await registerUser()
    const [header, payload, signature] = token.split('.')
    const promoted = base64url.encode(JSON.stringify({ ...JSON.parse(atob(payload ?? '')), sub: 'somebody-else' }))
    expect(await tryAccess([header, promoted, signature].join('.'))).toEqual(NOT_OURS)
  })
})
