import * as v from 'valibot'
import type { FormatSecrets } from '../../src/crypto/password-formats/format.ts'
import { readImportedHash } from '../../src/crypto/password-formats/index.ts'
import { fillable } from '../../src/http/api/profile/fields.ts'
import { emailInput } from '../../src/http/fields/credentials.ts'
import { isObject, timeOfObjectId, toNumber, toObjectId, toScalar, toTime } from './extended-json.ts'

/** A row of `users` as the import writes it. Times in milliseconds. */
export interface UserRow {
  _id: string
  email: string
  passwordHash: string | null
  name: string
  /** Columns of further profile fields. */
  fields: Record<string, string | number | null>
  emailVerified: boolean
  createdAt: number
  updatedAt: number
  /** Of an export: what is said here of other users who are imported. */
  kept?: Record<string, string | number | null | undefined>
  /** Of an export: rows of `identities`. */
  identities?: Record<string, string | number | null>[]
}

/** Why a document does not become a user. */
export type Reason =
  | 'not_json'
  | 'not_utf8'
  | 'too_large'
  | 'cut_off'
  | 'bad_id'
  | 'bad_email'
  | 'bad_name'
  | 'bad_time'
  | 'unknown_hash'
  | 'costly_hash'
  | 'duplicate_email'
  | 'duplicate_id'

/** A document that is not imported. */
export class Reject extends Error {
  override readonly name = 'Reject'
  readonly reason: Reason
  /** The user's id, if it could be read. */
  _id?: string

  constructor(reason: Reason, detail = '') {
    super(detail)
    this.reason = reason
  }
}

export interface Converted {
  user: UserRow
  /** The names of fields of the document that do not exist here. */
  leftOut: string[]
  /** Profile fields whose values are refused, and why: the user is imported without them. */
  refused: { field: string; message: string }[]
}

/** Which fields of a document (`a.b` for one inside another) become which profile fields. */
type FieldMap = ReadonlyMap<string, string>

/** Profile fields that a document may fill: those of the owner, which are columns of the same names. */
export const PROFILE_FIELDS: readonly string[] = Object.keys(fillable)
const { name: nameSchema, ...FURTHER_FIELDS } = fillable

const KNOWN = new Set(['_id', '__v', 'email', 'password', 'emailVerified', 'createdAt', 'updatedAt', 'timestamps'])
const MAX_ID = 128

/**
 * Turns a document of the tutorial's collection into a user. Fields with the name of a profile field are taken over
 * without being mapped. Throws `Reject` for a document that cannot become a user, and another error if its hash takes a
 * secret that is not there.
 */
export function toUser(text: string, map: FieldMap, secrets: FormatSecrets = {}): Converted {
  const document = parse(text)
  const id = readId(document._id)
  try {
    return convert(document, id, map, secrets)
  } catch (error) {
    if (error instanceof Reject) error._id = id._id
    throw error
  }
}

/** What must be a document's own: as far as it can be read, whether or not the document becomes a user. */
export function readKeys(text: string): { email?: string; _id?: string; createdAt?: number } {
  try {
    const document = parse(text)
    const email = v.safeParse(emailInput, document.email)
    const { _id, issuedAt } = readId(document._id)
    const times = isObject(document.timestamps) ? document.timestamps : document
    return { ...(email.success && { email: email.output }), _id, createdAt: toTime(times.createdAt) ?? issuedAt }
  } catch {
    return {} // it is rejected, and why is said when it is its turn
  }
}

function convert(
  document: Record<string, unknown>,
  { _id, issuedAt }: Id,
  map: FieldMap,
  secrets: FormatSecrets,
): Converted {
  const profile = readProfile(document, map)
  const times = isObject(document.timestamps) ? document.timestamps : document
  const createdAt = readTime(times.createdAt, 'createdAt') ?? issuedAt
  const refused: Converted['refused'] = []
  const fields: UserRow['fields'] = {}
  for (const [field, schema] of Object.entries(FURTHER_FIELDS)) {
    const value = profile.get(field)
    if (value === undefined) continue
    const result = v.safeParse(schema, typeof value === 'number' ? String(value) : value)
    if (result.success) fields[field] = result.output ?? null
    else refused.push({ field, message: result.issues[0].message })
  }
  const user = {
    _id,
    email: readEmail(document.email),
    passwordHash: readHash(document.password, secrets),
    name: readName(profile.get('name')),
    fields,
    emailVerified: document.emailVerified === true && isItsOwnSpelling(document.email),
    createdAt,
    updatedAt: readTime(times.updatedAt, 'updatedAt') ?? createdAt,
  }
  const taken = new Set([...map.keys()].map((path) => path.split('.', 1)[0]))
  const leftOut = Object.keys(document).filter(
    (key) => !KNOWN.has(key) && !taken.has(key) && !PROFILE_FIELDS.includes(key),
  )
  return { user, leftOut, refused }
}

export function parse(text: string): Record<string, unknown> {
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch {
    throw new Reject('not_json') // the parser's message quotes the document
  }
  if (!isObject(document)) throw new Reject('not_json', 'not an object')
  return document
}

function readProfile(document: Record<string, unknown>, map: FieldMap): Map<string, unknown> {
  const profile = new Map<string, unknown>()
  for (const field of PROFILE_FIELDS) if (field in document) profile.set(field, toScalar(document[field]))
  for (const [path, field] of map) {
    let value: unknown = document
    for (const key of path.split('.')) value = isObject(value) ? value[key] : undefined
    if (value !== undefined) profile.set(field, toScalar(value))
  }
  return profile
}

export interface Id {
  _id: string
  /** In milliseconds. */
  issuedAt: number
}

export function readId(value: unknown): Id {
  const objectId = toObjectId(value)
  if (objectId) return { _id: objectId, issuedAt: timeOfObjectId(objectId) }
  const id = typeof value === 'string' ? value : toNumber(value)?.toString()
  if (!id || id.length > MAX_ID || !/^(?!\.{1,2}$)[\w.~-]+$/.test(id))
    throw new Reject('bad_id', 'must fit in a path as it is')
  return { _id: id, issuedAt: 0 } // unknown: the same in each run
}

function readEmail(value: unknown): string {
  const result = v.safeParse(emailInput, value)
  if (!result.success) throw new Reject('bad_email', value === undefined ? 'there is none' : result.issues[0].message)
  return result.output
}

/** The old backend has verified its own spelling: one that only normalization makes equal may belong to someone else. */
const isItsOwnSpelling = (value: unknown): boolean => typeof value === 'string' && /^[\x21-\x7e]+$/.test(value.trim())

function readName(value: unknown): string {
  const result = v.safeParse(nameSchema, value)
  if (!result.success) throw new Reject('bad_name', value === undefined ? 'there is none' : result.issues[0].message)
  return result.output
}

function readTime(value: unknown, field: string): number | undefined {
  if (value === undefined || value === null) return undefined
  const time = toTime(value)
  if (time === undefined) throw new Reject('bad_time', field)
  return time
}

const NO_KEY =
  'The file has passwords from Firebase, which nobody can compare without base64_signer_key of the project there. ' +
  'Give it to the import as the variable FIREBASE_SIGNER_KEY, or in .dev.vars, and to the Worker: ' +
  'npx wrangler secret put FIREBASE_SIGNER_KEY'

/** A hash that a login can compare. A user without one has to reset the password, or signs in with a provider. */
export function readHash(value: unknown, secrets: FormatSecrets): string | null {
  if (value === undefined || value === null || value === '') return null
  const stored = typeof value === 'string' ? fromBetterAuth(value) : ''
  const parsed = readImportedHash(stored, secrets)
  if (parsed === 'too_costly') throw new Reject('costly_hash', stored.slice(0, stored.indexOf('$', 1)))
  if (parsed === 'no_key') throw new Error(NO_KEY)
  if (typeof parsed !== 'object') throw new Reject('unknown_hash')
  return stored
}

/** better-auth's `salt:key` in the PHC form, which says what it is; its salt is the text of the hex digits. */
function fromBetterAuth(stored: string): string {
  const [, salt, key] = /^([\da-f]{32}):([\da-f]{128})$/.exec(stored) ?? []
  if (!salt || !key) return stored
  const encode = (text: string, encoding: 'latin1' | 'hex') =>
    Buffer.from(text, encoding).toString('base64').replace(/=+$/, '')
  return `$scrypt$ln=14,r=16,p=1$${encode(salt, 'latin1')}$${encode(key, 'hex')}`
}
