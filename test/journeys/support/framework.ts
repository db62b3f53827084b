import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createVerifier, type Verifier } from '../../../client/server/index.ts'
import { forgedTokens } from './forged-tokens.ts'
import { type Issuer, startIssuer } from './issuer.ts'

/**
 * A server of a framework. `GET /me` answers with the user, `DELETE /articles` is for editors, and `GET /forgot` asks for the
 * role of a user whom nobody has authenticated.
 */
export interface FrameworkServer {
  send(path: string, init?: RequestInit): Promise<Response>
  stop(): Promise<void>
}

interface Framework {
  start(verifier: Verifier): Promise<FrameworkServer>
}

const SECOND = 1_000

/** What every framework's adapter owes. */
export function describeFramework(name: string, { start }: Framework): void {
  describe(`a server with ${name}`, () => {
    let issuer: Issuer
    let foreign: Issuer
    let server: FrameworkServer

    beforeAll(async () => {
      issuer = await startIssuer()
      foreign = await startIssuer()
    })

    afterAll(() => Promise.all([issuer?.stop(), foreign?.stop()]))

    beforeEach(async () => {
      vi.useFakeTimers({ toFake: ['Date'] })
      server = await start(createVerifier({ issuer: issuer.url, audience: issuer.audience }))
    })

    afterEach(async () => {
      vi.useRealTimers()
      await server.stop()
    })

    const asBearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } })

    it.each(['x-access-token', 'authorization'])('accepts a token in %s, and knows whose it is', async (header) => {
      const token = await issuer.accessToken({ roles: ['editor'] })
      const value = header === 'authorization' ? `bearer ${token}` : token
      const response = await server.send('/me', { headers: { [header]: value } })
      expect(response.status).toBe(200)
      expect(await response.json()).toEqual({ userId: 'robin', sessionId: 'a-session', roles: ['editor'] })
    })

    it('refuses a request without a token, in the shape of the service', async () => {
      const response = await server.send('/me')
      expect(await problemOf(response)).toEqual({
        status: 401,
        type: expect.stringMatching(/^application\/problem\+json\b/), // Fastify names the charset
        cache: 'no-store',
        challenge: 'Bearer',
        body: {
          title: 'Unauthorized',
          status: 401,
          code: 'token_missing',
          message: 'Send an access token in x-access-token or Authorization: Bearer.',
        },
      })
    })

    it('refuses every token that is wrong', async () => {
      for (const [what, token] of await forgedTokens(issuer, foreign)) {
        const { status, challenge, body } = await problemOf(await server.send('/me', asBearer(token)))
        if (body.code === 'unavailable')
          expect(status, what).toBe(503) // by its own word it is newer than our keys
        else expect({ status, challenge }, what).toEqual({ status: 401, challenge: 'Bearer error="invalid_token"' })
        expect(body.code, what).toMatch(what === 'expired' ? /^token_expired$/ : /^(token_invalid|unavailable)$/)
      }
      expect((await server.send('/me', asBearer(await issuer.accessToken()))).status).toBe(200)
    })

    it('refuses two tokens that differ, and takes one that is sent twice', async () => {
      const token = await issuer.accessToken()
      const other = await issuer.accessToken({ roles: ['editor'] })
      const both = (raw: string) =>
        server.send('/me', { headers: { 'x-access-token': raw, authorization: `Bearer ${token}` } })
      expect((await problemOf(await both(other))).body.code).toBe('token_invalid')
      expect((await both(token)).status).toBe(200)
    })

    it('lets on who has the role, and nobody else', async () => {
      const remove = async (roles?: string[]) =>
        server.send('/articles', { method: 'DELETE', ...asBearer(await issuer.accessToken(roles ? { roles } : {})) })
      expect((await remove(['author', 'editor'])).status).toBe(204)
      for (const roles of [undefined, [], ['Editor'], ['editors']]) {
        const { status, challenge, body } = await problemOf(await remove(roles))
        expect({ status, challenge, code: body.code }).toEqual({ status: 403, challenge: null, code: 'role_required' })
      }
      expect((await server.send('/articles', { method: 'DELETE' })).status).toBe(401)
    })

    it('lets nobody on where a route asks for a role and has forgotten to authenticate', async () => {
      const token = await issuer.accessToken({ roles: ['editor'] })
      expect((await server.send('/forgot', asBearer(token))).status).toBe(500)
    })

    it('survives a rotated key, and takes tokens of both', async () => {
      const old = await issuer.accessToken()
      expect((await server.send('/me', asBearer(old))).status).toBe(200)
      await issuer.rotate()
      const early = await server.send('/me', asBearer(await issuer.accessToken()))
      expect(early.status).toBe(503)
      expect(early.headers.get('retry-after')).toBe('30')
      expect((await problemOf(early)).body.code).toBe('unavailable')
      vi.setSystemTime(Date.now() + 30 * SECOND)
      expect((await server.send('/me', asBearer(await issuer.accessToken()))).status).toBe(200)
      expect((await server.send('/me', asBearer(old))).status).toBe(200)
    })
  })

  describe(`a server with ${name} whose issuer has HS256 alone`, () => {
    it('fails, as for any wrong setting', async () => {
      const issuer = await startIssuer('HS256')
      const server = await start(createVerifier({ issuer: issuer.url, audience: issuer.audience }))
      const headers = { 'x-access-token': await issuer.accessToken() }
      const { status } = await server.send('/me', { headers })
      await Promise.all([server.stop(), issuer.stop()])
      expect(status).toBe(500)
    })
  })
}

async function problemOf(response: Response) {
  const header = (name: string) => response.headers.get(name)
  return {
    status: response.status,
    type: header('content-type'),
    cache: header('cache-control'),
    challenge: header('www-authenticate'),
    body: (await response.json()) as { code?: string },
  }
}
