// npm run measure:capacity: how many bytes a user takes in the database, and how many users fit in one of D1's. Fills a local
// SQLite file with the tables of migrations/ and rows as the Worker writes them, and asks SQLite (dbstat) what each table and
// index takes. Options: --users, --sessions and --events (of each user), --keep file
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { parseArgs } from 'node:util'
import { readMigrations } from './support/migrations.ts'

const { values } = parseArgs({
  options: {
    users: { type: 'string', default: '1000000' },
    sessions: { type: 'string', default: '2' },
    events: { type: 'string', default: '8' },
    keep: { type: 'string' },
  },
})
const users = Number(values.users)
const sessions = Number(values.sessions)
const events = Number(values.events)

const MAX_BYTES = 10e9 // https://developers.cloudflare.com/d1/platform/limits/
const START = 1_780_000_000_000

/** As long as an id of `newId`, and as random: they come to lie anywhere in an index. */
const ID = 'hex(randomblob(11))'
const HASH = `'$pbkdf2-chain-sha256$i=10000,n=60$' || ${ID} || '$' || substr(hex(randomblob(22)), 1, 43)`
const DEVICE = "'ExampleApp/1.12.3 (iPhone; iOS 26.1)'"
const IP = "'203.0.' || (abs(random()) % 256) || '.0/24'"

const directory = mkdtempSync(join(tmpdir(), 'latchkey-capacity-'))
const path = values.keep ?? join(directory, 'users.sqlite')
const database = new DatabaseSync(path)
try {
  database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -2000000')
  for (const sql of readMigrations('.')) database.exec(sql)
  database.exec('PRAGMA foreign_keys = OFF; BEGIN')
  fill()
  database.exec('COMMIT')
  report()
} finally {
  database.close()
  rmSync(directory, { recursive: true })
}

/** In the order of time, as rows come: users first, then a session and an event of each in turn. */
function fill(): void {
  const numbers = `WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${users})`
  database.exec(`${numbers}
    INSERT INTO users (id, email, password_hash, name, locale, email_verified, email_verified_by, email_verified_at,
      created_at, updated_at)
    SELECT ${ID}, 'someone.' || n || '@example.com', ${HASH}, 'Firstname Lastname', 'en-GB', n % 4 > 0,
      iif(n % 4 > 0, 'session', NULL), iif(n % 4 > 0, ${START} + n, NULL), ${START} + n, ${START} + n FROM numbers`)
  database.exec(`
    INSERT INTO identities (provider, subject, user_id, email, linked_in_session, created_at)
    SELECT iif(rowid % 8, 'google', 'apple'), substr(random() || random(), 1, 32), id, email, 0, ${START} + rowid
    FROM users WHERE rowid % 4 = 0`)
  for (let turn = 0; turn < sessions; turn++) database.exec(sessionOfEach(turn))
  for (let turn = 0; turn < events; turn++) database.exec(eventOfEach(turn))
}

function sessionOfEach(turn: number): string {
  return `
  INSERT INTO sessions (id, user_id, refresh_id, previous_refresh_id, refreshed_at, refresh_generation, created_at,
    expires_at, device_name, country)
  SELECT ${ID}, id, ${ID}, ${ID}, ${timeOf(turn)}, 3, ${timeOf(turn)}, ${timeOf(turn)} + 5184000000, ${DEVICE}, 'DE'
  FROM users ORDER BY rowid`
}

function eventOfEach(turn: number): string {
  return `
  INSERT INTO events (id, user_id, type, created_at, session_id, ip, device_name, method)
  SELECT ${ID}, id, 'logged_in', ${timeOf(turn)}, ${ID}, ${IP}, ${DEVICE}, 'password' FROM users ORDER BY rowid`
}

function timeOf(turn: number): string {
  return `${START + (turn + 1) * users} + rowid`
}

function report(): void {
  console.log('| table | index | rows a user | bytes a row | bytes a user |\n| --- | --- | --- | --- | --- |')
  for (const table of ['users', 'identities', 'sessions', 'events']) {
    const rows = Number(database.prepare(`SELECT count(*) AS rows FROM ${table}`).get()?.rows)
    for (const { name, bytes } of parts(table)) {
      const figures = [(rows / users).toFixed(2), (bytes / rows).toFixed(0), (bytes / users).toFixed(0)]
      console.log(`| ${[table, name === table ? '' : name, ...figures].join(' | ')} |`)
    }
  }
  const { size } = statSync(path)
  const fitting = Math.floor((MAX_BYTES / size) * users)
  console.log(
    `\n${users.toLocaleString('en')} users: ${(size / 1e9).toFixed(2)} GB, ${(size / users).toFixed(0)} bytes a user`,
  )
  console.log(`In 10 GB: ${fitting.toLocaleString('en')} users`)
}

/** The table itself and its indexes, with the sizes of all of their pages. */
function parts(table: string): { name: string; bytes: number }[] {
  const sizes = database.prepare(`
    SELECT name, sum(pgsize) AS bytes FROM dbstat
    WHERE name IN (SELECT name FROM sqlite_schema WHERE tbl_name = ?) GROUP BY name ORDER BY name <> ?, name`)
  return sizes.all(table, table).map(({ name, bytes }) => ({ name: String(name), bytes: Number(bytes) }))
}
