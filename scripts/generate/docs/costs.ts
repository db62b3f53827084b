import type { RouteRecord } from './route-records.ts'
import { code, table } from './table.ts'

/** A month of a hundred active users. */
const CALLS: Record<string, number> = {
  'GET /users/profile': 9_000, // three a day
  'POST /users/token/refresh': 600, // one in half of an access token's life, which is ten days
  'POST /users/register': 10,
  'POST /users/email/verify': 8,
  'POST /users/login': 20,
  'POST /users/password/forgot': 5,
  'POST /users/password/reset': 5,
}
const HASHING = ['POST /users/register', 'POST /users/login', 'POST /users/password/reset']
const HASH_MS = 100 // of CPU
const CALL_MS = 2 // of CPU, without a hash; bench/results/latest.md has 1.1 for own profile, D1's part included
const KEPT_USERS = 3 // accounts in the database, for each user who is active
const BYTES_A_USER = 3_068 // npm run measure:capacity
const WRITTEN_AND_DELETED = 2 // D1 bills the rows that are deleted, too, and everything that is counted here is, some day

interface Item {
  name: string
  unit: string
  /** Of how many units the list has its price. */
  size: number
  included: number
  /** In US dollars. */
  price: number
  /** What a month of a hundred active users takes. */
  use(records: RouteRecord[]): number
}

// List prices, as docs/costs.md has them.
const PLAN = 5 // US dollars a month
const ITEMS: Item[] = [
  { name: 'requests', unit: 'million', size: 1e6, included: 10, price: 0.3, use: () => calls() },
  {
    name: 'CPU time',
    unit: 'million ms',
    size: 1e6,
    included: 30,
    price: 0.02,
    use: () => calls() * CALL_MS + calls(HASHING) * HASH_MS,
  },
  {
    name: 'rows written',
    unit: 'million',
    size: 1e6,
    included: 50,
    price: 1,
    use: (records) => sum(records, ({ rowsWritten = 0 }) => rowsWritten) * WRITTEN_AND_DELETED,
  },
  { name: 'storage', unit: 'GB', size: 1e9, included: 5, price: 0.75, use: () => 100 * KEPT_USERS * BYTES_A_USER },
]
const emails = (records: RouteRecord[]) => sum(records, ({ mails }) => mails)
const SENDERS: Item[] = [
  { name: 'emails by Email Service', unit: 'thousand', size: 1_000, included: 3, price: 0.35, use: emails },
  { name: 'or by Resend ($20 a month)', unit: 'thousand', size: 1_000, included: 50, price: 0.9, use: emails },
]
const RESEND_PLAN = 20

const SCALES = [100_000, 1_000_000]

/** The calls that the month of so many users has. */
export const callsOfMonth = (records: RouteRecord[]): string =>
  table(
    ['call', 'a month, for 100 active users', 'rows written', 'emails'],
    Object.entries(CALLS).map(([route, count]) => {
      const { rowsWritten = 0, mails } = recordOf(route, records)
      return [code(route), count.toLocaleString('en'), String(rowsWritten), String(mails)]
    }),
  )

/** What that month takes and costs. */
export const costs = (records: RouteRecord[]): string =>
  table(
    ['', ...SCALES.map((users) => `${users.toLocaleString('en')} active users`)],
    [
      ['the plan', ...SCALES.map(() => dollars(PLAN))],
      ...ITEMS.map((item) => rowOf(item, records, 0)),
      ['**all but emails**', ...SCALES.map((users) => `**${dollars(PLAN + total(ITEMS, users, records))}**`)],
      ...SENDERS.map((item, place) => rowOf(item, records, place === 0 ? 0 : RESEND_PLAN)),
    ],
  )

const rowOf = (item: Item, records: RouteRecord[], plan: number): string[] => [
  item.name,
  ...SCALES.map((users) => {
    const amount = (item.use(records) * (users / 100)) / item.size
    return `${amount.toLocaleString('en', { maximumFractionDigits: 1 })} ${item.unit}: ${dollars(plan + priceOf(item, users, records))}`
  }),
]

const priceOf = ({ use, size, included, price }: Item, users: number, records: RouteRecord[]): number =>
  Math.max(0, (use(records) * (users / 100)) / size - included) * price

const total = (items: Item[], users: number, records: RouteRecord[]): number =>
  items.reduce((all, item) => all + priceOf(item, users, records), 0)

function calls(routes: string[] = Object.keys(CALLS)): number {
  return routes.reduce((all, route) => all + (CALLS[route] ?? 0), 0)
}

const sum = (records: RouteRecord[], of: (record: RouteRecord) => number): number =>
  Object.entries(CALLS).reduce((all, [route, count]) => all + count * of(recordOf(route, records)), 0)

function recordOf(route: string, records: RouteRecord[]): RouteRecord {
  const record = records.find((each) => each.route === route)
  if (!record) throw new Error(`scripts/generate/docs/costs.ts counts ${route}, which is no route`)
  return record
}

const dollars = (amount: number): string => `$${amount.toFixed(2)}`
