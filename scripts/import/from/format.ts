import { isObject } from '../extended-json.ts'

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

/** The objects of a list; none if it is no list. */
export const objects = (value: unknown): Document[] => (Array.isArray(value) ? value.filter(isObject) : [])

/** The first of these texts that is not empty, or what comes before the @ of an email address: a name is required here. */
export function nameOf(texts: unknown[], email: unknown): unknown {
  const name = texts.find((text) => typeof text === 'string' && text.trim() !== '')
  return name ?? (typeof email === 'string' ? email.split('@', 1)[0] : undefined)
}
