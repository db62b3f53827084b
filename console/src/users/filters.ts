import type { admin } from '../api/admin.ts'

/** The filters of the list of users, as they are in the URL behind `#`. Empty: not filtered by. */
export interface Filters {
  search: string
  role: string
  /** `disabled`, `enabled` or all. */
  state: string
  /** `guests`, `users` or all. */
  kind: string
  /** Days in the viewer's zone, such as 2026-11-29. */
  from: string
  to: string
}

/** All but the search, which has a field of its own above them. */
export const countFilters = ({ role, state, kind, from, to }: Filters): number =>
  [role, state, kind, from, to].filter(Boolean).length

export function readFilters(query: URLSearchParams): Filters {
  const get = (name: keyof Filters) => query.get(name) ?? ''
  return {
    search: get('search'),
    role: get('role'),
    state: get('state'),
    kind: get('kind'),
    from: get('from'),
    to: get('to'),
  }
}

type Query = NonNullable<Parameters<typeof admin.listUsers>[0]>

const FLAGS: Record<string, 'true' | 'false' | undefined> = {
  disabled: 'true',
  enabled: 'false',
  guests: 'true',
  users: 'false',
}

/** The query of `GET /admin/users`. */
export function toQuery({ search, role, state, kind, from, to }: Filters): Query {
  return {
    search: search.trim() || undefined,
    role: role.trim() || undefined,
    disabled: FLAGS[state],
    guest: FLAGS[kind],
    createdAfter: startOfDay(from, 0),
    createdBefore: startOfDay(to, 1), // to the end of that day
  }
}

/** The instant at which a day begins here, some days later; `undefined` for what is no day. */
function startOfDay(day: string, daysLater: number): string | undefined {
  const date = new Date(`${day}T00:00:00`)
  if (Number.isNaN(date.getTime())) return undefined
  date.setDate(date.getDate() + daysLater)
  return date.toISOString()
}
