import type { Context } from 'hono'
import { Hono } from 'hono/tiny'
import * as v from 'valibot'
import type { Ctx } from '../../domain/context.ts'
import { addPasskey } from '../../domain/operations/passkeys/add-passkey.ts'
import { getPasskeyLoginOptions } from '../../domain/operations/passkeys/get-passkey-login-options.ts'
import { getPasskeyOptions } from '../../domain/operations/passkeys/get-passkey-options.ts'
import { listPasskeys } from '../../domain/operations/passkeys/list-passkeys.ts'
import { loginWithPasskey } from '../../domain/operations/passkeys/login-with-passkey.ts'
import { removePasskey } from '../../domain/operations/passkeys/remove-passkey.ts'
import { renamePasskey } from '../../domain/operations/passkeys/rename-passkey.ts'
import { isChallengeGone } from '../../domain/passkeys/ceremony.ts'
import { decodeBase64url } from '../../lib/base64url.ts'
import { authenticate } from '../authenticate.ts'
import { maybe, readInput, text } from '../body.ts'
import type { SupabaseCallerEnv, SupabaseEnv } from '../env.ts'
import { renaming, SupabaseError } from '../errors.ts'
import { isUuid, spell } from '../ids.ts'
import { findPasskey, presentPasskey } from '../present-passkey.ts'
import { answerSession } from '../session.ts'

type Env = SupabaseEnv & SupabaseCallerEnv

const CREDENTIAL = 'credential is required'

const answering = <E extends v.ObjectEntries>(response: E) =>
  v.object({
    challenge_id: v.pipe(
      v.string('challenge_id is required'),
      v.check(isUuid, 'challenge_id must be a valid UUID'),
      v.toLowerCase(),
    ),
    credential: v.object({ id: text, response: v.object({ clientDataJSON: text, ...response }) }, CREDENTIAL),
  })

export const registrationBody = answering({
  attestationObject: text,
  transports: maybe(v.pipe(v.array(v.pipe(text, v.regex(/^[a-z-]{1,32}$/, 'is no transport'))), v.maxLength(10))),
})
export const authenticationBody = answering({ authenticatorData: text, signature: text, userHandle: maybe(text) })
export const renamingBody = v.object({
  friendly_name: v.pipe(
    v.string('friendly_name is required'),
    v.trim(),
    v.nonEmpty('friendly_name is required'),
    v.maxLength(80, 'friendly_name must be 80 characters or less'),
  ),
})

/** `passkey.*`. */
export const passkeysRoute = new Hono<SupabaseEnv>()
  .post('/passkeys/registration/options', authenticate, async (c) =>
    c.json(presentOptions(await getPasskeyOptions(c.get('ctx')))),
  )
  .post('/passkeys/registration/verify', authenticate, async (c) => {
    const { challenge_id: id, credential } = await readInput(c, registrationBody)
    const challengeId = challengeOf(credential, id)
    const passkey = await addPasskey(c.get('ctx'), { challengeId, credential }).catch(failing)
    return c.json(await presentPasskey(passkey))
  })
  .post('/passkeys/authentication/options', async (c) =>
    c.json(presentOptions(await getPasskeyLoginOptions(c.get('ctx')))),
  )
  .post('/passkeys/authentication/verify', async (c) => {
    const { challenge_id: id, credential } = await readInput(c, authenticationBody)
    const challengeId = challengeOf(credential, id)
    const start = (ctx: Ctx) => loginWithPasskey(ctx, { challengeId, credential })
    return c.json(await answerSession(c, c.get('ctx'), start).catch(failing))
  })
  .get('/passkeys', authenticate, list)
  .get('/passkeys/', authenticate, list) // as the SDK for Swift has it
  .patch('/passkeys/:passkeyId', authenticate, async (c) => {
    const { friendly_name: name } = await readInput(c, renamingBody)
    return c.json(await presentPasskey(await renamePasskey(c.get('ctx'), await passkeyOf(c), name)))
  })
  .delete('/passkeys/:passkeyId', authenticate, async (c) => {
    await removePasskey(c.get('ctx'), await passkeyOf(c))
    return c.body(null, 204)
  })

async function list(c: Context<Env>): Promise<Response> {
  return c.json(await Promise.all((await listPasskeys(c.get('ctx'))).map(presentPasskey)))
}

/** Which of the caller's passkeys the path names: its UUID cannot be read back, so all are looked at. */
const passkeyOf = async (c: Context<Env>): Promise<string> =>
  findPasskey(await listPasskeys(c.get('ctx')), c.req.param('passkeyId'))

/** The UUID of a challenge: its first 16 bytes. The rest is as unknown to a stranger as a challenge has to be. */
const uuidOf = (challenge: string): string => spell(decodeBase64url(challenge)?.subarray(0, 16) ?? new Uint8Array())

const presentOptions = <O>({
  challengeId,
  expiresAt,
  options,
}: {
  challengeId: string
  expiresAt: Date
  options: O
}) => ({
  challenge_id: uuidOf(challengeId),
  options,
  expires_at: Math.floor(expiresAt.getTime() / 1_000),
})

const challengeGone = () => new SupabaseError('webauthn_challenge_not_found')

/** The challenge that a credential has signed. Throws `webauthn_challenge_not_found` unless it is the one that the call names. */
function challengeOf({ response }: { response: { clientDataJSON: string } }, id: string): string {
  const { challenge } = readClientData(response.clientDataJSON)
  if (uuidOf(challenge) !== id) throw challengeGone()
  return challenge
}

const clientData = v.object({ challenge: v.pipe(v.string(), v.maxLength(128)) })

/** Throws `webauthn_verification_failed` for what is none. */
function readClientData(encoded: string): v.InferOutput<typeof clientData> {
  const bytes = decodeBase64url(encoded)
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), clientData), bytes && new TextDecoder().decode(bytes))
  if (!read.success) throw new SupabaseError('webauthn_verification_failed')
  return read.output
}

/** This protocol says when a challenge is gone; ours says of all that a passkey was not accepted. */
const failing = renaming({ passkey_invalid: (problem) => (isChallengeGone(problem) ? challengeGone() : undefined) })
