import { authenticate, requireRole } from 'latchkey/server/next'
import type { NextRequest } from 'next/server'
import { verifier } from '../../../verifier'

interface Context {
  params: Promise<{ id: string }>
}

export const DELETE = authenticate<NextRequest, Context>(
  verifier,
  requireRole('editor', async (request, { params, user }) =>
    Response.json({ deleted: (await params).id, from: request.nextUrl.pathname, by: user.userId }),
  ),
)
