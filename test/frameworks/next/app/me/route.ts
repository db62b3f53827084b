import { authenticate } from 'latchkey/server/next'
import { verifier } from '../../verifier'

export const GET = authenticate(verifier, (_request, { user: { userId, sessionId, roles } }) =>
  Response.json({ userId, sessionId, roles }),
)
