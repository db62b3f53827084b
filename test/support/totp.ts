import { call, type Service } from './service.ts'
import type { SignedIn } from './users.ts'

const STEP_MS = 30_000
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** What an authenticator app shows, so many steps from now (RFC 6238): made of Web Crypto alone. */
export async function totpOf(secret: string, steps = 0): Promise<string> {
  const bits = [...secret].map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const bytes = Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2))
  const key = await crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-1' }, false, ['sign'])
  const counter = new DataView(new ArrayBuffer(8))
  counter.setBigUint64(0, BigInt(Math.floor(Date.now() / STEP_MS) + steps))
  const mac = new DataView(await crypto.subtle.sign('HMAC', key, counter.buffer))
  const offset = mac.getUint8(19) & 15
  return String((mac.getUint32(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

/** Somebody with an authenticator app. */
export interface Enrolled {
  factorId: string
  secret: string
  recoveryCodes: string[]
  /** Of the session that has added it. */
  token: string
  refreshToken: string
}

/** Adds an authenticator app to whoever has the access token. Its code of this moment is used up. */
export async function enrol({ token }: Pick<SignedIn, 'token'>, service: Service = call): Promise<Enrolled> {
  const begun = await service('/users/factors/totp', { token, body: {} })
  if (begun.status !== 201) throw new Error(`adding a factor failed: ${JSON.stringify(begun.body)}`)
  const { factorId, secret } = begun.body.data
  const code = await totpOf(secret)
  const confirmed = await service('/users/factors/totp/confirm', { token, body: { factorId, code } })
  if (confirmed.status !== 200) throw new Error(`confirming a factor failed: ${JSON.stringify(confirmed.body)}`)
  return { factorId, secret, ...confirmed.body.data }
}
