import { createMiddleware } from 'hono/factory'
import { Problem } from '../../model/problem.ts'
import type { AppEnv } from '../app-env.ts'
import { documented } from '../openapi/documented.ts'

/** What may be sent. The bytes decide, and not the header. */
const TYPES = ['image/jpeg', 'image/png', 'image/webp', 'image/avif']

/** A picture as the body, unread. Throws `unsupported_encoding`: no picture gets smaller by that. */
export const pictureBody = documented(
  {
    requestBody: {
      required: true,
      content: Object.fromEntries(TYPES.map((type) => [type, { schema: { type: 'string', format: 'binary' } }])),
    },
    'x-problems': ['picture_refused', 'malformed_body', 'body_too_large', 'unsupported_encoding'],
  },
  createMiddleware<AppEnv>((c, next) => {
    const coding = c.req.header('content-encoding')?.trim().toLowerCase() || 'identity'
    if (coding !== 'identity') throw new Problem('unsupported_encoding')
    return next()
  }),
)
