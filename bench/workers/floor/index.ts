// The floor: what one Hono route with one D1 statement costs on this runtime, with nothing that a user backend needs.
import type { D1Database } from '@cloudflare/workers-types'
import { Hono } from 'hono'

const app = new Hono<{ Bindings: { DB: D1Database } }>()

app.get('/users/:id', async (c) => {
  const user = await c.env.DB.prepare('SELECT * FROM users WHERE id = ?').bind(c.req.param('id')).first()
  return c.json({ data: user })
})

const OWASP_ITERATIONS = 600_000

/** The hash itself, in one call: what any login at this cost must spend. */
app.post('/hash', async (c) => {
  const password = new TextEncoder().encode(await c.req.text())
  const key = await crypto.subtle.importKey('raw', password, 'PBKDF2', false, ['deriveBits'])
  const parameters = { name: 'PBKDF2', hash: 'SHA-256', salt: new Uint8Array(16), iterations: OWASP_ITERATIONS }
  await crypto.subtle.deriveBits(parameters, key, 256)
  return c.body(null, 204)
})

export default app
