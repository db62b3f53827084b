import { Hono } from 'hono/tiny'
import { getAvatar } from '../../domain/operations/profile/get-avatar.ts'
import { SMALL_AVATAR_SIZE } from '../../model/avatars.ts'
import type { AppEnv } from '../app-env.ts'

const YEAR_SECONDS = 365 * 24 * 3_600

/**
 * The pictures that users have uploaded, for everybody: small with `?size=96`, and as they are with any other size. What is
 * at a URL never changes. A browser that is led to one runs nothing of it, whatever its bytes are: it is an image by its
 * header, which nobody may doubt, in a sandbox.
 */
export const routes = new Hono<AppEnv>().get('/avatars/:key', async (c) => {
  const isSmall = c.req.query('size') === String(SMALL_AVATAR_SIZE)
  const found = await getAvatar(c.get('ctx'), {
    key: c.req.param('key'),
    isSmall,
    ifNoneMatch: c.req.header('if-none-match'),
  })
  c.header('cache-control', `public, max-age=${YEAR_SECONDS}, immutable`)
  c.header('content-security-policy', "default-src 'none'; sandbox")
  c.header('etag', found.httpEtag)
  if (!('body' in found)) return c.body(null, 304)
  c.header('content-type', found.httpMetadata?.contentType ?? 'application/octet-stream')
  c.header('content-disposition', 'inline')
  return c.body(found.body, 200)
})
