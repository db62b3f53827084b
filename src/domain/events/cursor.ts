import { equalTexts, mac } from '../../crypto/mac.ts'
import type { EventPosition } from '../../db/rows.ts'
import { decodeBase64url, encodeBase64url } from '../../lib/base64url.ts'
import { Problem } from '../../model/problem.ts'
import type { CallerCtx } from '../context.ts'

/** An opaque cursor to the events after this one, valid for this caller only. */
export async function writeCursor(ctx: CallerCtx, position: EventPosition): Promise<string> {
  const text = `${position.createdAt.getTime()}.${position._id}`
  return encodeBase64url(new TextEncoder().encode(`${text}.${await sign(ctx, text)}`))
}

/** The position of a cursor. Throws `invalid_request` for one that we did not write for this caller. */
export async function readCursor(ctx: CallerCtx, cursor: string): Promise<EventPosition> {
  const [time = '', _id = ''] = new TextDecoder().decode(decodeBase64url(cursor)).split('.')
  const position = { createdAt: new Date(Number(time)), _id }
  if (!equalTexts(cursor, await writeCursor(ctx, position))) {
    throw new Problem('invalid_request', { errors: [{ path: 'cursor', message: 'is not a cursor of ours' }] })
  }
  return position
}

const sign = (ctx: CallerCtx, text: string) => mac(ctx.keyring.macKey, ['cursor', ctx.caller.userId, text])
