// A Worker of a team's own: its routes are for users of the service. /rpc/:binding/:method calls anything of a binding.
import { Hono } from 'hono'
import { requireRole, requireUser, type UsersBinding, type UserVariables } from '../../../client/worker/index.ts'

interface Bindings {
  USERS: UsersBinding
  NAMELESS: UsersBinding
}

const app = new Hono<{ Bindings: Bindings; Variables: UserVariables }>()

const user = requireUser((env: Bindings) => env.USERS)

app.get('/health', (c) => c.text('ok'))
app.get('/me', user, (c) => c.json({ data: c.get('user') }))
app.get(
  '/stale',
  requireUser((env: Bindings) => env.USERS, { stale: '2s' }),
  (c) => c.json({ data: c.get('user') }),
)
app.get('/editors', user, user, requireRole('editor'), (c) => c.json({ data: c.get('user').roles }))

type Method = (...args: unknown[]) => Promise<unknown>

/** Arguments that JSON cannot say. */
const UNUSUAL: Record<string, () => unknown[]> = {
  function: () => [() => 'x'],
  date: () => [new Date()],
  map: () => [new Map([['id', 'x']])],
  bytes: () => [new Uint8Array(8)],
  stream: () => [new ReadableStream({ type: 'bytes', start: (controller) => controller.close() })],
  huge: () => ['x'.repeat(8_000_000)],
  many: () => [Array.from({ length: 500_000 }, () => 'x')],
  nothing: () => [],
}

app.post('/rpc/:binding/:method', async (c) => {
  const { binding, method } = c.req.param()
  const bindings = c.env as unknown as Record<string, Record<string, Method>> // whatever the test asks for
  const unusual = UNUSUAL[c.req.query('unusual') ?? '']
  const args = unusual ? unusual() : await c.req.json<unknown[]>()
  try {
    return c.json({ returned: (await bindings[binding]?.[method]?.(...args)) ?? null })
  } catch (error) {
    return c.json({ threw: String(error) })
  }
})

export default app
