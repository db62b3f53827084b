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

/** The query of `GET /admin/users`. */
export function toQuery({ search, role, state, kind, from, to }: Filters): Record<string, string | undefined> {
  return {
    search: search.trim() || undefined,
    role: role.trim() || undefined,
    disabled: { disabled: 'true', enabled: 'false' }[state],
    guest: { guests: 'true', users: 'false' }[kind],
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
