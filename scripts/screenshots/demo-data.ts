import { cloneRow, numbers } from '../../bench/servers/seed.ts'
import { openState } from '../../test/journeys/support/database.ts'

const DAYS = 365
const DAY_MS = 86_400_000
const HOURS = 48

const FIRST = [
  'Robin',
  'Aylin',
  'Jonas',
  'Mei',
  'Olu',
  'Chiara',
  'Ivan',
  'Ana',
  'Noor',
  'Liam',
  'Priya',
  'Kenji',
  'Sofia',
  'Emeka',
  'Lena',
]
const LAST = [
  'Fischer',
  'Demir',
  'Weber',
  'Chen',
  'Adeyemi',
  'Rossi',
  'Petrov',
  'Souza',
  'Haddad',
  'O’Brien',
  'Nair',
  'Sato',
  'García',
]

/** What is counted on an ordinary day, by kind. */
const KINDS = {
  registrations: 140,
  sign_ins_password: 420,
  sign_ins_provider: 310,
  sign_ins_passkey: 160,
  sign_ins_login_code: 60,
  sign_ins_guest: 45,
  sign_ins_reset_code: 9,
  failures: 38,
  lock_outs: 2,
  mails_sent: 260,
  mails_failed: 4,
  active: 2_900,
}

const LATEST = {
  users: 48_213,
  guests: 3_120,
  disabled: 17,
  active_day: 2_904,
  active_week: 11_872,
  active_month: 24_391,
}

/** Fills a database with users and counts, so that the pictures show what a service in use looks like. */
export async function addDemoData(state: string, users: number): Promise<void> {
  const database = await openState(state)
  try {
    const pick = (names: readonly string[], by: number) =>
      `json_extract('${JSON.stringify(names)}', '$[' || ((n / ${by} + n) % ${names.length}) || ']')`
    cloneRow(database, 'users', numbers(users), {
      id: "printf('3q2-7wAAECAwQFBg%06d', n)",
      email: "CASE WHEN n % 9 = 4 THEN NULL ELSE 'user' || n || '@example.com' END",
      is_guest: 'n % 9 = 4',
      name: `CASE WHEN n % 9 = 4 THEN 'Guest' ELSE ${pick(FIRST, 1)} || ' ' || ${pick(LAST, 15)} END`,
      email_verified: 'n % 4 <> 1 AND n % 9 <> 4',
      roles: `CASE n % 11 WHEN 3 THEN '["editor"]' WHEN 7 THEN '["beta","support"]' END`,
      disabled_at: 'CASE WHEN n % 13 = 5 THEN created_at - 7200000 END',
      created_at: 'created_at - 4700000 * n - 60000 * (n % 7)',
    })
    const insert = database.prepare('INSERT OR REPLACE INTO daily_counts (day, kind, count) VALUES (?, ?, ?)')
    const now = Date.now()
    for (const [kind, ordinary] of Object.entries(KINDS)) {
      for (let day = 0; day < DAYS; day++)
        insert.run(new Date(now - day * DAY_MS).toISOString().slice(0, 10), kind, wave(day, ordinary))
      for (let hour = 0; hour < HOURS && kind !== 'active'; hour++)
        insert.run(new Date(now - hour * 3_600_000).toISOString().slice(0, 13), kind, wave(hour, ordinary / 24))
    }
    for (const [kind, count] of Object.entries(LATEST)) insert.run('latest', kind, count)
    for (const kind of ['ran_at', 'counted_at', 'totals_at', 'day_at', 'month_at'])
      insert.run('latest', kind, now - 4 * 60_000)
  } finally {
    database.close()
  }
}

/** Fewer at weekends, and long ago; a little different each day. */
const wave = (ago: number, ordinary: number): number =>
  Math.round(ordinary * (1 + 0.3 * Math.sin((ago / 7) * 2 * Math.PI) + ((ago * 37) % 11) / 40) * (1 - ago / 600))
