import { createHash } from 'node:crypto'
import * as v from 'valibot'
import type { ForeignSessionIds } from '../../src/crypto/foreign-refresh-token.ts'
import { fillable } from '../../src/http/api/profile/fields.ts'
import { emailInput } from '../../src/http/fields/credentials.ts'
import { nameInput } from '../../src/http/fields/names.ts'
import { MAX_SESSIONS } from '../../src/model/max-sessions.ts'
import { isObject, toScalar, toTime } from './extended-json.ts'
import { readHash } from './hash.ts'
import { type Id, parse, readId } from './keys.ts'
import { readMetadata } from './metadata.ts'
import type { FieldMap, Reading } from './reading.ts'
import { Reject } from './reject.ts'
import { DISABLING_FIELDS, readDisabled, toFlagOrTime } from './values.ts'

/** A row of `users` as the import writes it. Times in milliseconds. */
export interface UserRow {
  _id: string
  /** NULL in an export, for a user who only has other ways in. */
  email: string | null
  passwordHash: string | null
  name: string
  /** Columns of further profile fields. */
  fields: Record<string, string | number | null>
  emailVerified: boolean
  /** If the file says when. */
  emailVerifiedAt?: number | undefined
  isDisabled?: boolean
  /** If the file says since when. */
  disabledAt?: number | undefined
  createdAt: number
  updatedAt: number
  /** Of an export: what is said here of other users who are imported. */
  kept?: Record<string, string | number | null | undefined>
  /** Rows of `identities`. */
  identities?: Record<string, string | number | null>[]
  /** Those of `sessions`, by what stands for their refresh tokens. */
  sessions?: ForeignSessionIds[]
}

export interface Converted {
  user: UserRow
  /** The names of fields of the document that do not exist here. */
  leftOut: string[]
  /** Profile fields whose values are refused, and why: the user is imported without them. */
  refused: { field: string; message: string }[]
}

/** Profile fields that a document may fill: those of the owner, which are columns of the same names. */
export const PROFILE_FIELDS: readonly string[] = Object.keys(fillable)
const { name: _, ...FURTHER_FIELDS } = fillable

const TAKEN = ['_id', '__v', 'email', 'password', 'emailVerified', 'createdAt', 'updatedAt', 'timestamps']
const KNOWN = new Set([...TAKEN, ...DISABLING_FIELDS])

/**
 * Turns a document into a user. Fields with the name of a profile field are taken over without being mapped. Throws
 * `Reject` for a document that cannot become a user, and another error if its hash takes a secret that is not there.
 */
export function toUser(text: string, reading: Reading): Converted {
  const {
    document,
    identities = [],
    refreshTokens = [],
    ...written
  } = reading.format(parse(text), reading.formatOptions)
  const id = readId(document._id)
  try {
    const converted = convert(document, id, reading)
    const rows = identities.map((one) => ({ ...one, linkedInSession: 0, createdAt: converted.user.createdAt }))
    const { columns, refused } = readMetadata(written)
    const fields = { ...converted.user.fields, ...columns }
    return {
      ...converted,
      user: { ...converted.user, fields, identities: rows, sessions: refreshTokens.slice(0, MAX_SESSIONS).map(idsOf) },
      refused: [...converted.refused, ...refused],
    }
  } catch (error) {
    if (error instanceof Reject) error._id = id._id
    throw error
  }
}

/** As `foreignSessionIds` makes them of the token that comes. */
function idsOf(refreshToken: string): ForeignSessionIds {
  const digest = createHash('sha256').update(refreshToken).digest()
  return { _id: digest.subarray(0, 16).toString('base64url'), refreshId: digest.subarray(16).toString('base64url') }
}

function convert(document: Record<string, unknown>, { _id, issuedAt }: Id, { map, secrets }: Reading): Converted {
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
  const verified = toFlagOrTime(document.emailVerified)
  if (!verified) refused.push({ field: 'emailVerified', message: 'is neither a flag nor a time in the past' })
  const isVerified = verified?.is === true && isItsOwnSpelling(document.email)
  const disabled = readDisabled(document)
  for (const field of disabled.unclear) refused.push({ field, message: 'cannot be told: the user comes in disabled' })
  const user = {
    _id,
    email: readEmail(document.email),
    passwordHash: readHash(document.password, secrets),
    name: readName(profile.get('name')),
    fields,
    emailVerified: isVerified,
    emailVerifiedAt: isVerified ? verified.at : undefined,
    isDisabled: disabled.is,
    disabledAt: disabled.at,
    createdAt,
    updatedAt: readTime(times.updatedAt, 'updatedAt') ?? createdAt,
  }
  const taken = new Set([...map.keys()].map((path) => path.split('.', 1)[0]))
  const leftOut = Object.keys(document).filter(
    (key) => !KNOWN.has(key) && !taken.has(key) && !PROFILE_FIELDS.includes(key),
  )
  return { user, leftOut, refused }
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

function readEmail(value: unknown): string {
  const result = v.safeParse(emailInput, value)
  if (!result.success) throw new Reject('bad_email', value === undefined ? 'there is none' : result.issues[0].message)
  return result.output
}

/** The old backend has verified its own spelling: one that only normalization makes equal may belong to someone else. */
const isItsOwnSpelling = (value: unknown): boolean => typeof value === 'string' && /^[\x21-\x7e]+$/.test(value.trim())

function readName(value: unknown): string {
  const result = v.safeParse(nameInput, value)
  if (!result.success) throw new Reject('bad_name', value === undefined ? 'there is none' : result.issues[0].message)
  return result.output
}

function readTime(value: unknown, field: string): number | undefined {
  if (value === undefined || value === null) return undefined
  const time = toTime(value)
  if (time === undefined)
    throw new Reject(
      'bad_time',
      `${field} is neither a date with a year, month and day nor a number of seconds or milliseconds since 1970`,
    )
  return time
}
