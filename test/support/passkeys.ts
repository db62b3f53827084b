import { type Deviation, makePasskey, type Passkey, signWith } from './authenticator.ts'
import { type Answer, call, type Service } from './service.ts'

/** Gives a user a passkey, by both calls. */
export async function addPasskey(token: string, service: Service = call, deviation: Deviation = {}): Promise<Passkey> {
  const { body } = await service('/users/passkeys/options', { method: 'POST', token })
  const { passkey, credential } = await makePasskey(body.data.options, deviation)
  const { challengeId } = body.data
  const answer = await service('/users/passkeys', { token, body: { challengeId, credential } })
  if (answer.status !== 201) throw new Error(`adding a passkey failed: ${JSON.stringify(answer.body)}`)
  return passkey
}

/** What a login with a passkey says: a fresh challenge, and the answer to it. */
export async function passkeyLogin(passkey: Passkey, deviation: Deviation = {}, service: Service = call) {
  const { body } = await service('/users/login/passkey/options', { method: 'POST' })
  return { challengeId: body.data.challengeId, credential: await signWith(passkey, body.data.options, deviation) }
}

/** Logs in with a passkey. */
export const loginWithPasskey = async (
  passkey: Passkey,
  deviation: Deviation = {},
  service: Service = call,
): Promise<Answer> => service('/users/login/passkey', { body: await passkeyLogin(passkey, deviation, service) })
