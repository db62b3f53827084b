import { isObject, toId } from '../extended-json.ts'
import { Reject } from '../reject.ts'
import { toFlag } from '../values.ts'

export type Document = Record<string, unknown>

/** An account of a user at a provider, as a format gives it to the import. */
export interface Identity {
  provider: 'apple' | 'google'
  /** `sub` of the provider's tokens. */
  subject: string
  email: string | null
}

/** What a format needs to know beside the document: Firebase's `hash_config`, without its key. */
export interface FormatOptions {
  rounds: string
  memCost: string
  saltSeparator: string
}

/** A document as the import reads it: `_id`, `email`, `password`, `disabled`, ..., and the profile fields. */
export interface Read {
  document: Document
  identities?: Identity[]
  /** The refresh tokens of sessions that go on here. */
  refreshTokens?: string[]
  /** What the users may write of themselves there. */
  metadata?: Document
  /** What only the service writes of them. It never gives a role: those are granted here. */
  appMetadata?: Document
}

/** Reads a document of another backend's export. Throws `Reject` for a user who cannot sign in here. */
export type Format = (document: Document, options: FormatOptions) => Read

const PROVIDER_NAMES: Record<string, Identity['provider']> = {
  apple: 'apple',
  'apple.com': 'apple',
  google: 'google',
  'google.com': 'google',
}

/** An identity at a provider that users can sign in with here; `undefined` for any other. */
export function toIdentity(provider: unknown, subject: unknown, email: unknown): Identity | undefined {
  const name = typeof provider === 'string' ? PROVIDER_NAMES[provider] : undefined
  if (!name || typeof subject !== 'string' || subject === '') return undefined
  return { provider: name, subject, email: typeof email === 'string' && email !== '' ? email : null }
}

/**
 * The rows of a list, which some databases write as JSON in a text; none if there is no list. Throws `Reject` for
 * anything else.
 */
export function rowsOf(value: unknown, field: string): Document[] {
  const list = unpacked(value) ?? []
  if (!Array.isArray(list) || !list.every(isObject)) throw new Reject('not_json', `"${field}" is no list of objects`)
  return list
}

/** The same of a list of texts. */
export function textsOf(value: unknown, field: string): string[] {
  const list = unpacked(value) ?? []
  const isText = (one: unknown) => typeof one === 'string' && one !== ''
  if (!Array.isArray(list) || !list.every(isText)) throw new Reject('not_json', `"${field}" is no list of texts`)
  return list
}

/** The same of a single object, which is empty if there is none. */
export function objectOf(value: unknown, field: string): Document {
  const object = unpacked(value) ?? {}
  if (!isObject(object)) throw new Reject('not_json', `"${field}" is no object`)
  return object
}

function unpacked(value: unknown): unknown {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}

/** Throws `Reject` for a guest, and for a user of whom nobody can tell whether they are one. */
export function refuseAnonymous(flag: unknown, id: unknown): void {
  if (toFlag(flag) !== false) throw Object.assign(new Reject('anonymous'), { _id: toId(id) })
}

/** The first of these texts that is not empty, or what comes before the @ of an email address: a name is required here. */
export function nameOf(texts: unknown[], email: unknown): unknown {
  const name = texts.find((text) => typeof text === 'string' && text.trim() !== '')
  return name ?? (typeof email === 'string' ? email.split('@', 1)[0] : undefined)
}
