import { cpSync } from 'node:fs'
import { importJWK, type JWK, SignJWT } from 'jose'
import { type Bundle, workerOptions } from '../../scripts/support/bundle.ts'
import { readMigrations } from '../../scripts/support/migrations.ts'
import { newJwkSet } from '../../scripts/support/new-jwk-set.ts'
import { createDatabase, openD1File } from './d1.ts'
import { cloneRow, hurry, numbers, RANDOM_ID } from './seed.ts'
import { type Contender, forEachOf, PASSWORD, SAMPLE, send } from './server.ts'
import { tutorialRegistration, tutorialRequests } from './tutorial.ts'
import { putInFront, serveWorker } from './workerd.ts'

/** Latchkey, from the bundle of the checkout `root`, with `overrides` of its settings. */
export async function latchkey(root: string, bundle: Bundle, overrides: Record<string, string>): Promise<Contender> {
  const jwks = await newJwkSet()
  const options = workerOptions('latchkey', bundle, { JWT_KEYS: JSON.stringify(jwks), ...overrides })
  const { PUBLIC_URL, TOKEN_AUDIENCE } = { ...bundle.options.bindings, ...overrides }

  async function start(directory: string, served = putInFront('front', options)) {
    const rows = samplePeople(directory)
    const { origin, pid, stop } = await serveWorker(served, directory)
    const issuer = PUBLIC_URL || origin
    const people = await Promise.all(
      rows.map(async ({ userId, email, sessionId }) => {
        const token = await signAccessToken(jwks.keys[0], {
          iss: issuer,
          aud: TOKEN_AUDIENCE,
          sub: userId,
          sid: sessionId,
        })
        return { userId, email, token }
      }),
    )
    const hash = forEachOf(people, () => ({ method: 'POST', path: '/hash', headers: {}, body: PASSWORD }))
    return { origin, pid, stop, requests: { ...tutorialRequests(people), hash } }
  }

  return {
    name: 'Latchkey',
    options,
    async seed(directory, users) {
      await createDatabase(options, directory, readMigrations(root))
      const { origin, stop } = await serveWorker(options, directory)
      await send(origin, tutorialRegistration())
      await stop()
      multiply(directory, users)
    },
    start,
  }
}

/**
 * Latchkey with all the local stand-ins for what Cloudflare does, on a copy of the database that is in `original`: the
 * calls that they make slower.
 */
export const withStandIns = (ours: Contender, original: string): Contender => ({
  ...ours,
  name: 'Latchkey, local',
  async seed(directory) {
    cpSync(original, directory, { recursive: true })
  },
  async start(directory) {
    const { requests, ...server } = await ours.start(directory, ours.options)
    const { login: _login, register: _register, hash: _hash, ...others } = requests
    return { ...server, requests: others }
  },
})

/** An access token as a login would have answered. */
async function signAccessToken(jwk: JWK | undefined, claims: Record<string, unknown>): Promise<string> {
  const { alg = '', kid = '' } = jwk ?? {}
  return new SignJWT(claims)
    .setProtectedHeader({ alg, kid, typ: 'at+jwt' })
    .setIssuedAt()
    .setExpirationTime('10d')
    .sign(await importJWK(jwk ?? {}))
}

function multiply(directory: string, users: number): void {
  const database = openD1File(directory)
  hurry(database)
  cloneRow(database, 'users', numbers(users - 1), { id: RANDOM_ID, email: "'user' || n || '@example.com'" })
  const others = `(SELECT id AS other FROM users WHERE id NOT IN (SELECT user_id FROM sessions))`
  cloneRow(database, 'sessions', others, { id: RANDOM_ID, user_id: 'other', refresh_id: RANDOM_ID })
  database.close()
}

function samplePeople(directory: string) {
  const database = openD1File(directory)
  const rows = database
    .prepare(
      `SELECT users.id AS userId, email, sessions.id AS sessionId FROM sessions JOIN users ON users.id = user_id
       WHERE sessions.id IN (SELECT id FROM sessions ORDER BY random() LIMIT ${SAMPLE})`,
    )
    .all()
  database.close()
  return rows.map((row) => ({
    userId: String(row.userId),
    email: String(row.email),
    sessionId: String(row.sessionId),
  }))
}
