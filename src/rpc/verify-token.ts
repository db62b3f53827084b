import * as v from 'valibot'
import { verifyToken } from '../domain/operations/sessions/verify-token.ts'
import { shortest, text } from '../http/fields/text.ts'
import type { Outcome } from './outcome.ts'
import { readArguments } from './read-arguments.ts'
import { type Incoming, serve } from './serve.ts'

/** The user of a token whose session is live. */
export interface VerifiedUser {
  userId: string
  sessionId: string
  roles: string[]
  /** What the session has shown: 1 for one factor, 2 for two, or a passkey. */
  level: number
  /** When the token does: ISO 8601, UTC. */
  expiresAt: string
}

const input = v.object({ token: v.pipe(text, shortest(1)) })

/**
 * Every Worker that is bound may ask who sends it a token, also one without a name: whoever has the token may ask for all of
 * that himself.
 */
export const verify = (incoming: Incoming): Promise<Outcome<VerifiedUser>> =>
  serve('verify', incoming, async (ctx) => {
    const { token } = readArguments(input, incoming.args)
    const { userId, sessionId, roles, level, expiresAt } = await verifyToken(ctx, token)
    return { userId, sessionId, roles, level, expiresAt: expiresAt.toISOString() }
  })
