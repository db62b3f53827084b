import fc from 'fast-check'
import { decodeJwt } from 'jose'
import { describe, expect, it } from 'vitest'
import { forge } from '../support/forge.ts'
import { registerUser, type SignedIn } from '../support/users.ts'
import { anyJson, anyText, CANARY, RUNS, TIMEOUT_MS } from './arbitraries.ts'
import { expectProblem } from './failure-shape.ts'
import { leakCheckFor } from './secrets.ts'
import { send } from './send.ts'

const ASCII = /^[\x20-\x7e]*$/ // what the runtime sends in a header without a warning

/** A token that is nearly one: cut, doubled, with parts in another order, or with characters changed. */
const nearly = (token: string): fc.Arbitrary<string> => {
  const parts = token.split('.')
  const cut = fc.nat(token.length).map((length) => token.slice(0, length))
  const shuffled = fc.array(fc.constantFrom(...parts, ''), { maxLength: 5 }).map((some) => some.join('.'))
  const changed = fc
    .tuple(fc.nat(token.length - 1), fc.constantFrom(...'AQgw-_.=+/ ~'))
    .map(([at, character]) => token.slice(0, at) + character + token.slice(at + 1))
  const grown = fc.constantFrom(`${token}.`, `.${token}`, `${token}=`, `${token}${token}`, `${token},${token}`)
  return fc.oneof(cut, shuffled, changed, grown)
}

/** Both places where a token is demanded. */
const readProfile = (token: string) => send('/users/profile', { headers: { 'x-access-token': token } })

const refresh = (refreshToken: unknown) =>
  send('/users/token/refresh', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ refreshToken }),
  })

const member = fc.constantFrom('iss', 'aud', 'sub', 'sid', 'iat', 'exp', 'nbf', 'jti', 'x')
const headerMember = fc.constantFrom('alg', 'typ', 'kid', 'jwk', 'jku', 'x5c', 'crit', 'cty', 'zip', 'b64', 'x')
const changes = (names: fc.Arbitrary<string>) =>
  fc.dictionary(names, fc.oneof(anyJson, fc.constant(undefined)), { maxKeys: 3, noNullPrototype: true })

/** Whether claims name somebody else, or nobody, or have no time. */
const isAnother = (user: SignedIn, claims: Record<string, unknown>) => {
  const { sub, sid } = decodeJwt(user.token)
  return ('sub' in claims && claims.sub !== sub) || ('sid' in claims && claims.sid !== sid)
}

describe('any token', () => {
  it('that is nearly one of ours is refused', { timeout: TIMEOUT_MS }, async () => {
    const user = await registerUser()
    const expectNoLeak = await leakCheckFor(user)
    for (const { token, attempt } of [
      { token: user.token, attempt: readProfile },
      { token: user.refreshToken, attempt: refresh },
    ]) {
      await fc.assert(
        fc.asyncProperty(nearly(token), async (changed) => {
          fc.pre(changed.trim() !== token)
          const answer = await attempt(changed)
          expect([400, 401]).toContain(answer.status)
          expectProblem(answer)
          expectNoLeak(answer)
        }),
        { numRuns: 3 * RUNS },
      )
    }
  })

  it('that is any text is refused', { timeout: TIMEOUT_MS }, async () => {
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        const answers = [await refresh(text), ...(ASCII.test(text) ? [await readProfile(text)] : [])]
        for (const answer of answers) {
          expect([400, 401]).toContain(answer.status)
          expectProblem(answer)
        }
      }),
      { numRuns: 3 * RUNS },
    )
  })

  it('with another header is refused, although our key signed it', { timeout: TIMEOUT_MS }, async () => {
    const user = await registerUser()
    const expectNoLeak = await leakCheckFor(user)
    await fc.assert(
      fc.asyncProperty(changes(headerMember), async (header) => {
        for (const answer of [
          await readProfile(await forge(user.token, { header })),
          await refresh(await forge(user.refreshToken, { header })),
        ]) {
          expect(answer.status).toBeLessThan(500)
          const isPinned = ['alg', 'typ', 'kid'].some((name) => name in header)
          if (isPinned || header.crit !== undefined) expect(answer.status).toBe(401)
          if (answer.status >= 400) expectProblem(answer)
          expectNoLeak(answer)
        }
      }),
      { numRuns: RUNS },
    )
  })

  it('with other claims is nobody else, although our key signed it', { timeout: TIMEOUT_MS }, async () => {
    const user = await registerUser()
    await registerUser({ email: 'other@example.com' })
    const expectNoLeak = await leakCheckFor(user)
    await fc.assert(
      fc.asyncProperty(changes(member), async (claims) => {
        fc.pre(!JSON.stringify(claims.sub ?? null).includes(CANARY)) // whom our key names, the log names
        const answer = await readProfile(await forge(user.token, { claims }))
        expect([200, 401]).toContain(answer.status)
        if (answer.status === 200) expect(answer.body.data._id).toBe(user._id)
        if (isAnother(user, claims)) expect(answer.status).toBe(401)
        if (answer.status >= 400) expectProblem(answer)
        expectNoLeak(answer)

        const refreshed = await refresh(await forge(user.refreshToken, { claims }))
        expect([200, 401]).toContain(refreshed.status)
        if (isAnother(user, claims)) expect(refreshed.status).toBe(401)
        if (refreshed.status >= 400) expectProblem(refreshed)
        expectNoLeak(refreshed)
      }),
      { numRuns: RUNS },
    )
  })
})
