import { expect, it } from 'vitest'
import { call } from '../support/service.ts'

// Where SUPABASE_API is off, nothing tells that there could be such paths.

const OWN = ['x-request-id', 'date']
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
const PREFLIGHT = { 'access-control-request-method': 'POST', 'access-control-request-headers': 'apikey' }

/** All that an answer says, but for what is of this one request. */
async function answerOf(path: string, method: string, headers: Record<string, string>) {
  const { status, headers: answered, body } = await call(path, { method, headers })
  return {
    status,
    headers: [...answered].filter(([name]) => !OWN.includes(name)),
    body: typeof body === 'object' ? { ...body, requestId: undefined } : body,
  }
}

it.each(METHODS)('%s /auth/v1/* is answered as any path', async (method) => {
  for (const headers of [{}, { origin: 'https://app.example.com' }, { origin: 'https://evil.example', ...PREFLIGHT }])
    for (const path of [
      '/user',
      '/token?grant_type=password',
      '/verify',
      '/admin/users',
      '/.well-known/jwks.json',
      '',
    ]) {
      const answer = await answerOf(`/auth/v1${path}`, method, headers)
      expect(answer).toEqual(await answerOf(`/nothing/v1${path}`, method, headers))
      if (method !== 'OPTIONS') expect(answer.status).toBe(404)
    }
})
