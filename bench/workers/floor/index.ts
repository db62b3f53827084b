// The floor: what one Hono route with one D1 statement costs on this runtime, with nothing that a user backend needs.
import type { D1Database } from '@cloudflare/workers-types'
import { Hono } from 'hono'

const app = new Hono<{ Bindings: { DB: D1Database } }>()

app.get('/users/:id', async (c) => {
  const user = await c.env.DB.prepare('SELECT * FROM users WHERE id = ?').bind(c.req.param('id')).first()
  return c.json({ data: user })
})

export default app
