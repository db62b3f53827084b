import { createHmac, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { type Bundle, workerOptions } from '../../scripts/support/bundle.ts'
import { createDatabase, openD1File } from './d1.ts'
import { cloneRow, hurry, numbers, RANDOM_ID } from './seed.ts'
import { type Contender, forEachOf, getRequest, jsonRequest, newcomer, PASSWORD, SAMPLE, send } from './server.ts'
import { serveWorker } from './workerd.ts'

const ORIGIN = 'http://localhost:8787' // its own URL, which a client must name as the origin of a call that changes things
const SCHEMA = new URL('../workers/better-auth/schema.sql', import.meta.url)

interface Person {
  email: string
  cookie: string
}

/** better-auth on the same runtime and database. It has no public profile. */
export function betterAuth(bundle: Bundle): Contender {
  const secret = randomBytes(32).toString('hex')
  const options = workerOptions('better-auth', bundle, { BETTER_AUTH_SECRET: secret, BETTER_AUTH_URL: ORIGIN })

  return {
    name: 'better-auth',
    options,
    async seed(directory, users) {
      await createDatabase(options, directory, [readFileSync(SCHEMA, 'utf8')])
      const { origin, stop } = await serveWorker(options, directory)
      await send(origin, registerRequest())
      await stop()
      multiply(directory, users)
    },
    async start(directory, served = options) {
      const people = samplePeople(directory, secret)
      const { origin, pid, stop } = await serveWorker(served, directory)
      return { origin, pid, stop, requests: requestsOf(people) }
    },
  }
}

function requestsOf(people: Person[]) {
  const headers = ({ cookie }: Person) => ({ cookie, origin: ORIGIN })
  return {
    register: (count: number) => Array.from({ length: count }, registerRequest),
    login: forEachOf(people, ({ email }) =>
      jsonRequest('POST', '/api/auth/sign-in/email', { email, password: PASSWORD }, { origin: ORIGIN }),
    ),
    'own profile': forEachOf(people, (person) => getRequest('/api/auth/get-session', headers(person))),
    update: forEachOf(people, (person, n) =>
      jsonRequest('POST', '/api/auth/update-user', { name: `Renamed ${n}` }, headers(person)),
    ),
  }
}

const registerRequest = () => jsonRequest('POST', '/api/auth/sign-up/email', newcomer(), { origin: ORIGIN })

function multiply(directory: string, users: number): void {
  const database = openD1File(directory)
  hurry(database)
  cloneRow(database, 'user', numbers(users - 1), { id: RANDOM_ID, email: "'user' || n || '@example.com'" })
  const others = `(SELECT id AS other FROM user WHERE id NOT IN (SELECT user_id FROM session))`
  cloneRow(database, 'account', others, { id: RANDOM_ID, account_id: 'other', user_id: 'other' })
  cloneRow(database, 'session', others, { id: RANDOM_ID, token: 'lower(hex(randomblob(16)))', user_id: 'other' })
  database.close()
}

function samplePeople(directory: string, secret: string): Person[] {
  const database = openD1File(directory)
  const rows = database
    .prepare(
      `SELECT email, token FROM session JOIN user ON user.id = user_id
       WHERE session.rowid IN (SELECT rowid FROM session ORDER BY random() LIMIT ${SAMPLE})`,
    )
    .all()
  database.close()
  return rows.map(({ email, token }) => ({ email: String(email), cookie: sessionCookie(String(token), secret) }))
}

/** The cookie that a sign-in would have set. */
function sessionCookie(token: string, secret: string): string {
  const signature = createHmac('sha256', secret).update(token).digest('base64')
  return `better-auth.session_token=${encodeURIComponent(`${token}.${signature}`)}`
}
