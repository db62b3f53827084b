import { decodeJwt } from 'jose'
import { describe, expect, it } from 'vitest'
import { newJwkSet } from '../../../scripts/support/new-jwk-set.ts'
import { advance, DAY, HOUR, MINUTE, SECOND, stopClock } from '../../support/clock.ts'
import { forge } from '../../support/forge.ts'
import { onlySession, sessionRows } from '../../support/rows.ts'
import { call, type Service, serviceWith } from '../../support/service.ts'
import { registerUser } from '../../support/users.ts'

interface Tokens {
  token: string
  refreshToken: string
}

const ask = (refreshToken: string, service: Service = call) =>
  service('/users/token/refresh', { body: { refreshToken } })

async function refresh(refreshToken: string, service?: Service): Promise<Tokens> {
  const { status, body } = await ask(refreshToken, service)
  expect(status, body.code).toBe(200)
  return body.data
}

const jti = ({ refreshToken }: Tokens) => decodeJwt(refreshToken).jti

/** Somebody with a session, and the clock stopped at its start. */
async function begin(): Promise<Tokens> {
  stopClock()
  return registerUser()
}

// The table of docs/architecture.md, row by row: what the presented token is, and when it comes.
describe('the current refresh token', () => {
  it('within a minute of the last rotation is rotated', async () => {
    const first = await begin()
    advance(10 * SECOND)
    const second = await refresh(first.refreshToken)
    const now = advance(10 * SECOND)
    const third = await refresh(second.refreshToken)
    expect(new Set([first, second, third].map(jti)).size).toBe(3)
    expect(await onlySession()).toMatchObject({
      refresh_id: jti(third),
      previous_refresh_id: jti(second),
      refreshed_at: now.getTime(),
    })
  })

  it('later is rotated, and the session moves on', async () => {
    const first = await begin()
    const now = advance(3 * DAY)
    const second = await refresh(first.refreshToken)
    expect(jti(second)).not.toBe(jti(first))
    expect(await onlySession()).toMatchObject({
      refresh_id: jti(second),
      previous_refresh_id: jti(first),
      refreshed_at: now.getTime(),
      expires_at: now.getTime() + 60 * DAY,
    })
  })
})

describe('the previous refresh token', () => {
  for (const delay of [0, SECOND, MINUTE - 1]) {
    it(`${delay} ms after its rotation gets the current one again, and nothing changes`, async () => {
      const first = await begin()
      const second = await refresh(first.refreshToken)
      const before = await sessionRows()
      advance(delay)
      const again = await refresh(first.refreshToken)
      expect(decodeJwt(again.refreshToken)).toEqual(decodeJwt(second.refreshToken))
      expect(await sessionRows()).toEqual(before)
    })
  }

  for (const delay of [MINUTE, HOUR, 59 * DAY]) {
    it(`${delay} ms after its rotation forks: a new current one, and it stays the previous`, async () => {
      const first = await begin()
      const second = await refresh(first.refreshToken)
      const now = advance(delay)
      const fork = await refresh(first.refreshToken)
      expect([jti(first), jti(second)]).not.toContain(jti(fork))
      expect(await onlySession()).toMatchObject({
        refresh_id: jti(fork),
        previous_refresh_id: jti(first),
        refreshed_at: now.getTime(),
        expires_at: now.getTime() + 60 * DAY,
      })
    })
  }

  it('may fork again and again: a client that never hears an answer stays signed in', async () => {
    const { refreshToken } = await begin()
    const ids = new Set<unknown>()
    for (let attempt = 0; attempt < 4; attempt++) {
      const tokens = await refresh(refreshToken)
      ids.add(jti(tokens))
      expect((await call('/users/profile', { token: tokens.token })).status).toBe(200)
      advance(HOUR)
    }
    expect(ids.size).toBe(4)
  })

  it('within a minute of a fork gets what the fork gave', async () => {
    const first = await begin()
    await refresh(first.refreshToken)
    advance(HOUR)
    const fork = await refresh(first.refreshToken)
    advance(30 * SECOND)
    expect(jti(await refresh(first.refreshToken))).toBe(jti(fork))
  })
})

describe('a refresh token that is neither', () => {
  for (const delay of [0, HOUR]) {
    it(`${delay} ms after the last rotation ends the session`, async () => {
      const first = await begin()
      const second = await refresh(first.refreshToken)
      await refresh(second.refreshToken)
      advance(delay)
      const answer = await ask(first.refreshToken)
      expect(answer).toMatchObject({ status: 401, body: { code: 'refresh_reused' } })
      expect(await sessionRows()).toEqual([])
      expect((await ask(first.refreshToken)).body.code).toBe('session_ended')
    })
  }

  it('is also the one that a fork passed over', async () => {
    const first = await begin()
    const lost = await refresh(first.refreshToken)
    advance(HOUR)
    await refresh(first.refreshToken)
    expect((await ask(lost.refreshToken)).body.code).toBe('refresh_reused')
    expect(await sessionRows()).toEqual([])
  })

  it('ends a session, too, that has never been refreshed', async () => {
    const { refreshToken } = await begin()
    const unknown = await forge(refreshToken, { claims: { jti: 'never-handed-out' } })
    expect((await ask(unknown)).body.code).toBe('refresh_reused')
    expect(await sessionRows()).toEqual([])
  })
})

describe('parallel refreshes', () => {
  it('ten with one token are ten 200s with the same new refresh token, and the session lives', async () => {
    const { refreshToken } = await registerUser()
    const all = await Promise.all(Array.from({ length: 10 }, () => refresh(refreshToken)))
    const [next] = all
    if (!next) throw new Error('no answer')
    // ES256 makes another signature each time, so the claims are compared; below is an algorithm that does not.
    for (const tokens of all) expect(decodeJwt(tokens.refreshToken)).toEqual(decodeJwt(next.refreshToken))
    for (const { token } of all) expect((await call('/users/profile', { token })).status).toBe(200)
    expect(jti(await refresh(next.refreshToken))).not.toBe(jti(next))
  })

  for (const alg of ['EdDSA', 'HS256']) {
    it(`are the same to the letter with ${alg}`, async () => {
      const service = serviceWith({ JWT_KEYS: JSON.stringify(await newJwkSet(alg)) })
      const { refreshToken } = await registerUser({}, service)
      const all = await Promise.all(Array.from({ length: 10 }, () => refresh(refreshToken, service)))
      expect(new Set(all.map((tokens) => tokens.refreshToken)).size).toBe(1)
    })
  }

  it('with every one of the ten answers the client can go on, one after the other', async () => {
    const { refreshToken } = await registerUser()
    const all = await Promise.all(Array.from({ length: 10 }, () => refresh(refreshToken)))
    const next = await Promise.all(all.map((tokens) => refresh(tokens.refreshToken)))
    expect(new Set(next.map(jti)).size).toBe(1)
    expect(await sessionRows()).toHaveLength(1)
  })
})

describe('an answer that was lost', () => {
  for (const delay of [0, 30 * SECOND, 5 * HOUR, 30 * DAY]) {
    it(`leaves the old token good, ${delay} ms later, and what it gets then goes on`, async () => {
      const first = await begin()
      await refresh(first.refreshToken)
      advance(delay)
      const second = await refresh(first.refreshToken)
      expect((await call('/users/profile', { token: second.token })).status).toBe(200)
      advance(HOUR)
      const third = await refresh(second.refreshToken)
      expect((await call('/users/profile', { token: third.token })).status).toBe(200)
    })
  }
})

describe('what a refresh answers', () => {
  it('is the two tokens and nothing else, of the same user and session', async () => {
    const first = await begin()
    const { status, body } = await ask(first.refreshToken)
    expect(status).toBe(200)
    expect(Object.keys(body)).toEqual(['data'])
    expect(Object.keys(body.data).sort()).toEqual(['refreshToken', 'token'])
    const [before, after] = [decodeJwt(first.token), decodeJwt(body.data.token)]
    expect(after).toMatchObject({ sub: before.sub, sid: before.sid })
    expect(decodeJwt(body.data.refreshToken)).toMatchObject({ sub: before.sub, sid: before.sid })
  })

  it('has the lives of both tokens from now on', async () => {
    const { refreshToken } = await begin()
    const seconds = advance(5 * DAY).getTime() / SECOND
    const tokens = await refresh(refreshToken)
    expect(decodeJwt(tokens.token)).toMatchObject({ iat: seconds, exp: seconds + (10 * DAY) / SECOND })
    expect(decodeJwt(tokens.refreshToken).exp).toBe(seconds + (60 * DAY) / SECOND)
  })

  it('leaves the old access token good until its own end', async () => {
    const { token, refreshToken } = await begin()
    await refresh(refreshToken)
    expect((await call('/users/profile', { token })).status).toBe(200)
  })

  it('needs no access token: a dead one beside it is no matter', async () => {
    const { token, refreshToken } = await begin()
    advance(11 * DAY)
    expect((await call('/users/profile', { token })).body.code).toBe('token_expired')
    const answer = await call('/users/token/refresh', { token, body: { refreshToken } })
    expect(answer.status).toBe(200)
  })
})

describe('the end of a refresh token', () => {
  it('comes with the end of its session', async () => {
    const { refreshToken } = await begin()
    advance(60 * DAY - SECOND)
    expect((await ask(refreshToken)).status).toBe(200)
    const other = await registerUser({ email: 'other@example.com' })
    advance(60 * DAY)
    expect(await ask(other.refreshToken)).toMatchObject({ status: 401, body: { code: 'token_expired' } })
  })

  it('moves on with a renewal of the access token: it outlives the exp that it was signed with', async () => {
    const { token, refreshToken } = await begin()
    const { exp = 0 } = decodeJwt(refreshToken)
    advance(6 * DAY)
    expect((await call('/users/profile', { token })).headers.get('x-access-token')).toBeTruthy()
    const now = advance(55 * DAY)
    expect(now.getTime()).toBeGreaterThan(exp * SECOND)
    const tokens = await refresh(refreshToken)
    expect((await call('/users/profile', { token: tokens.token })).status).toBe(200)
  })

  it('is moved on by every refresh: a client that only refreshes stays signed in, up to SESSION_MAX_AGE', async () => {
    let { refreshToken } = await begin()
    for (let month = 0; month < 6; month++) {
      advance(50 * DAY)
      refreshToken = (await refresh(refreshToken)).refreshToken
    }
    expect(await sessionRows()).toHaveLength(1)
  })
})

describe('a refresh without a refresh token', () => {
  for (const body of [{}, { refreshToken: '' }, { refreshToken: null }, { refreshToken: 5 }, { token: 'x' }]) {
    it(`names the field: ${JSON.stringify(body)}`, async () => {
      const answer = await call('/users/token/refresh', { body })
      expect(answer).toMatchObject({
        status: 400,
        body: { code: 'invalid_request', errors: [{ path: 'refreshToken' }] },
      })
    })
  }
})
