import { call, type Service } from './service.ts'
import { totpNow } from './totp-code.ts'
import type { SignedIn } from './users.ts'

export { totpNow }

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
  const body = { factorId, code: totpNow(secret) }
  const confirmed = await service('/users/factors/totp/confirm', { token, body })
  if (confirmed.status !== 200) throw new Error(`confirming a factor failed: ${JSON.stringify(confirmed.body)}`)
  return { factorId, secret, ...confirmed.body.data }
}
