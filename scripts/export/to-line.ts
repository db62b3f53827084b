import { type Column, getTableColumns } from 'drizzle-orm'
import { identities } from '../../src/db/schema.ts'
import { userColumns } from '../support/user-columns.ts'

const { userId: _, ...identityColumns } = getTableColumns(identities)

const mapColumns = (columns: Record<string, Column>, write: (property: string, name: string) => string): string =>
  Object.entries(columns)
    .map(([property, { name }]) => write(property, name))
    .join(', ')

const SELECT = `
  SELECT ${mapColumns(userColumns, (property, name) => `${name} AS ${property}`)}, (
    SELECT json_group_array(json_object(${mapColumns(identityColumns, (property, name) => `'${property}', ${name}`)}))
    FROM (SELECT * FROM identities WHERE user_id = users.id ORDER BY provider)) AS identities
  FROM users`

const PAGE_ROWS = 500 // at most about 3 MB

/** The users after one, by their ids, without guests. `?1` is the id of that one, or an empty text. */
export const PAGE = `${SELECT} WHERE id > ?1 AND NOT is_guest ORDER BY id LIMIT ${PAGE_ROWS}`

/** The user with the id `?1`. */
export const ONE = `${SELECT} WHERE id = ?1`

export const COUNT = 'SELECT count(*) AS users FROM users WHERE NOT is_guest AND ?1 IS NOT NULL'

type Row = Record<string, unknown>

/** A line of the export: a user as the database has them, with times in ISO 8601 and flags as JSON has them. */
export function toLine({ identities, ...user }: Row): string {
  const accounts: Row[] = JSON.parse(String(identities))
  const document = { ...inJson(user, userColumns), identities: accounts.map((one) => inJson(one, identityColumns)) }
  return `${JSON.stringify(document)}\n`
}

function inJson(row: Row, columns: Record<string, Column>): Row {
  const entries = Object.entries(row).map(([property, value]) => {
    const type = columns[property]?.dataType
    if (type === 'date' && value !== null) return [property, new Date(Number(value)).toISOString()]
    if (type === 'json' && value !== null) return [property, JSON.parse(String(value))]
    return [property, type === 'boolean' ? value === 1 : value]
  })
  return Object.fromEntries(entries)
}
