import type { Context } from 'hono'
import * as v from 'valibot'
import type { SupabaseSettings } from '../config/supabase-api.ts'
import { metadataInput } from '../http/fields/json-object.ts'
import { readBody } from '../http/middleware/body.ts'
import { EMAIL_MAX, isEmail, normalizeEmail } from '../model/email.ts'
import { METADATA_MAX_BYTES, tooLargeFor } from '../model/metadata.ts'
import { nameFault } from '../model/person-name.ts'
import { SupabaseError } from './errors.ts'

/**
 * The body of a request, checked; unknown members are ignored, and no body is an empty one. Throws `validation_failed`, and what
 * `readBody` throws.
 */
export async function readInput<S extends v.GenericSchema>(c: Context, schema: S): Promise<v.InferOutput<S>> {
  const { byteLength } = await c.req.arrayBuffer() // a body of no bytes is one, too, once it has come by a proxy
  return parse(schema, byteLength === 0 ? {} : await readBody(c))
}

/** The output of a schema. Throws `validation_failed`, which says what is wrong first. */
export function parse<S extends v.GenericSchema>(schema: S, value: unknown): v.InferOutput<S> {
  const { success, output, issues } = v.safeParse(schema, value, { abortEarly: true })
  if (success) return output
  const { message } = issues[0]
  const isSentence = /^[A-Z]/.test(message) // the protocol's own words
  const path = v.getDotPath(issues[0])
  throw new SupabaseError('validation_failed', isSentence || !path ? message : `${path} ${message}`)
}

/** A member that may be missing or null. */
export const maybe = <S extends v.GenericSchema>(schema: S) =>
  v.pipe(
    v.nullish(schema),
    v.transform((value) => value ?? undefined),
  )

export const text = v.string('must be text')

/** A phone number, which nobody has here. Throws `phone_provider_disabled`. */
export const phone = v.pipe(
  maybe(text),
  v.transform((number) => {
    if (number) throw new SupabaseError('phone_provider_disabled')
  }),
)

const BAD_EMAIL = 'Unable to validate email address: invalid format'

/** An email address, as ours is stored and compared. */
export const email = v.pipe(
  v.string(BAD_EMAIL),
  v.maxLength(EMAIL_MAX, BAD_EMAIL),
  v.transform(normalizeEmail),
  v.check(isEmail, BAD_EMAIL),
)

/** `data` of a user: a JSON object, which becomes their metadata. */
export const data = v.pipe(
  metadataInput,
  v.check(
    (value) => new TextEncoder().encode(JSON.stringify(value)).length <= METADATA_MAX_BYTES,
    tooLargeFor(METADATA_MAX_BYTES),
  ),
)

/** What `data` says that somebody is called, by the names that apps use, if it could be a name here. */
export function nameIn(given: Record<string, unknown> = {}): string | undefined {
  const names = [given.name, given.full_name, given.display_name].filter((name) => typeof name === 'string')
  return names.map((name) => name.trim()).find((name) => nameFault(name) === undefined)
}

/** What mails that were asked for lead back to: an app that uses PKCE (RFC 7636) names the challenge. */
export const pkce = {
  code_challenge: maybe(v.pipe(text, v.maxLength(128, 'must be at most 128 characters'))),
  code_challenge_method: maybe(v.pipe(text, v.toLowerCase(), v.picklist(['s256', 'plain'], 'must be s256 or plain'))),
}

const PASSWORD_MAX = 256

/** A password to be set, as ours is stored. Throws `weak_password` for one that is too short. */
export function newPassword({ SUPABASE_PASSWORD_MIN: min }: SupabaseSettings, password: string): string {
  const normalized = password.normalize('NFKC')
  if ([...password].length < min || [...normalized].length < min)
    throw new SupabaseError('weak_password', `Password should be at least ${min} characters.`, {
      weak_password: { reasons: ['length'] },
    })
  if ([...normalized].length > PASSWORD_MAX)
    throw new SupabaseError('validation_failed', `Password cannot be longer than ${PASSWORD_MAX} characters`)
  return normalized
}
