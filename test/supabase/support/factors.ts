import { makePasskey, type Passkey, signWith } from '../../support/authenticator.ts'
import { totpNow } from '../../support/totp-code.ts'
import { asUser, type Face, face, signUp } from './face.ts'

/** Somebody who has an authenticator app. */
export async function signUpWithFactor(call: Face = face) {
  const person = await signUp(call)
  const { factorId, secret } = await begin(person.as)
  const { body } = await answer(person.as, factorId, totpNow(secret))
  if (!body.access_token) throw new Error(`no factor was confirmed: ${JSON.stringify(body)}`)
  return { ...person, factorId, secret, session: body, bearer: body.access_token, as: asUser(call, body.access_token) }
}

/** The same, and what they have after another sign-in with the password alone: a session that owes the second factor. */
export async function signInOwing(call: Face = face) {
  const person = await signUpWithFactor(call)
  const { email, password } = person
  const { body } = await call('/token?grant_type=password', { body: { email, password } })
  return { ...person, owing: body, asOwing: asUser(call, body.access_token) }
}

/** Begins to add an authenticator app. */
export async function begin(as: Face) {
  const { body } = await as('/factors', { body: { factor_type: 'totp' } })
  if (!body.totp) throw new Error(`no factor was begun: ${JSON.stringify(body)}`)
  return { factorId: body.id, secret: body.totp.secret }
}

/** Asks for a challenge of a factor. */
export const challenge = (as: Face, factorId: string) => as(`/factors/${factorId}/challenge`, { body: {} })

/** Asks for a challenge and answers it, as `mfa.challengeAndVerify` does. */
export async function answer(as: Face, factorId: string, code: string) {
  const { body } = await challenge(as, factorId)
  return as(`/factors/${factorId}/verify`, { body: { challenge_id: body.id, code } })
}

/** What a device makes of the options of a new passkey, and the call's body. */
export async function newCredential(as: Face) {
  const { body } = await as('/passkeys/registration/options', { method: 'POST' })
  const { passkey, credential } = await makePasskey(body.options)
  return { passkey, body: { challenge_id: body.challenge_id, credential } }
}

/** Somebody who has a passkey. */
export async function signUpWithPasskey(call: Face = face) {
  const person = await signUp(call)
  const { passkey, body } = await newCredential(person.as)
  const added = await person.as('/passkeys/registration/verify', { body })
  if (added.status !== 200) throw new Error(`no passkey was added: ${JSON.stringify(added.body)}`)
  return { ...person, passkey, passkeyId: added.body.id }
}

/** What a passkey says to a fresh challenge of a sign-in. */
export async function assertion(call: Face, passkey: Passkey, deviation = {}) {
  const { body } = await call('/passkeys/authentication/options', { method: 'POST' })
  return { challenge_id: body.challenge_id, credential: await signWith(passkey, body.options, deviation) }
}
