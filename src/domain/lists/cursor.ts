import { equalTexts, mac } from '../../crypto/mac.ts'
import { decodeBase64url, encodeBase64url } from '../../lib/base64url.ts'
import { invalidField } from '../../model/invalid-field.ts'
import type { Ctx } from '../context.ts'

/** A place in a list: the values that it is ordered by. */
export type Place = readonly (string | number)[]

/**
 * An opaque cursor to what comes after a place. It is valid for one list only, which `list` names: what, whose, how
 * searched.
 */
export async function writeCursor(ctx: Ctx, list: readonly string[], place: Place): Promise<string> {
  const text = JSON.stringify(place)
  const tag = await mac(ctx.keyring.macKey, ['cursor', ...list, text])
  return encodeBase64url(new TextEncoder().encode(JSON.stringify([...place, tag])))
}

/** The place of a cursor. Throws `invalid_request` for one that we did not write for this list. */
export async function readCursor(ctx: Ctx, list: readonly string[], cursor: string): Promise<Place> {
  const place = readPlace(cursor)
  if (!place || !equalTexts(cursor, await writeCursor(ctx, list, place))) {
    throw invalidField('cursor', 'is not a cursor of ours')
  }
  return place
}

/** What stands before the tag, which whoever calls has to check; `undefined` for what is no list of texts and numbers. */
function readPlace(cursor: string): Place | undefined {
  try {
    const values: unknown = JSON.parse(new TextDecoder().decode(decodeBase64url(cursor)))
    return Array.isArray(values) ? values.slice(0, -1) : undefined
  } catch {
    return undefined
  }
}
