import { decodeBase64url, encodeBase64url } from '../lib/base64url.ts'

// Every id of this protocol is a UUID (Swift's SDK reads nothing else). Ours are 16 bytes in base64url: a UUID is another
// spelling of them, whose version says nothing. docs/supabase.md has the table.

const UUID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i
const MONGO = /^[\da-f]{24}$/
const MONGO_PREFIX = '6d6f6e67' // "mong", before the 12 bytes of an ObjectId

const toHex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
const fromHex = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))

/** 32 hexadecimal digits with the hyphens of a UUID. */
const dashed = (hex: string) => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

/** 16 bytes as a UUID. */
export const spell = (bytes: Uint8Array): string => dashed(toHex(bytes))

export const isUuid = (text: string): boolean => UUID.test(text)

/**
 * The UUID of an id: of 16 bytes the same bytes, of a UUID itself, of a MongoDB ObjectId its 12 bytes behind a prefix, and of
 * any other text one that is derived from it, which nobody can read back (RFC 9562 §5.8).
 */
export async function toUuid(id: string): Promise<string> {
  if (isUuid(id)) return id.toLowerCase()
  if (MONGO.test(id)) return dashed(MONGO_PREFIX + id)
  const bytes = decodeBase64url(id)
  return bytes?.length === 16 ? spell(bytes) : derivedUuid(id)
}

/** The UUID of something that has an id of another form, such as a passkey. */
export async function derivedUuid(...texts: string[]): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(['uuid', ...texts])))
  const bytes = new Uint8Array(digest).slice(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80 // version 8: a value of our own making
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return spell(bytes)
}

/** Which of these ids cannot be read back from their UUIDs, with those. */
export async function unreadable(ids: readonly string[]): Promise<[uuid: string, id: string][]> {
  const spelled = await Promise.all(ids.map(async (id): Promise<[string, string]> => [await toUuid(id), id]))
  return spelled.filter(([uuid, id]) => !idsOf(uuid).includes(id))
}

/** The ids of which a UUID may be the spelling: ours first. */
export function idsOf(uuid: string): string[] {
  const hex = uuid.toLowerCase().replaceAll('-', '')
  const mongo = hex.startsWith(MONGO_PREFIX) ? [hex.slice(MONGO_PREFIX.length)] : []
  return [fromUuid(uuid), uuid.toLowerCase(), ...mongo]
}

/** The id of ours that a UUID spells, for what always has such a one: sessions, factors. */
export const fromUuid = (uuid: string): string => encodeBase64url(fromHex(uuid.replaceAll('-', '')))
