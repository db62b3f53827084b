import { Column, getTableColumns, is, Param, Placeholder, SQL, type Table } from 'drizzle-orm'
import { SQLiteSelectBase } from 'drizzle-orm/sqlite-core'
import { Query } from '../../../src/db/queries/query.ts'
import { Complaint } from '../complaint.ts'

/** A module of queries. */
interface Module {
  folder: string
  file: string
  /** Where src/db/statement.ts is, seen from its statements. */
  statement: string
  source: string
  exported: [name: string, member: unknown][]
}

/** What Drizzle keeps of a statement that it has prepared. */
interface Prepared {
  getQuery(): { sql: string; params: unknown[] }
  fields: Field[] | undefined
  joinsNotNullableMap?: Record<string, boolean>
}

/** A column of the answer: its path in the row. */
interface Field {
  path: string[]
  field: unknown
}

/**
 * A module of src/db/statements, which holds what a module of src/db/queries defines; none for one that holds no query.
 * Throws for a query that the Worker could not run as Drizzle would.
 */
export function compile({ folder, file, statement, source, exported }: Module): string | undefined {
  const statements = exported.flatMap(([name, member]) =>
    member instanceof Query ? [docOf(name, source) + compileQuery(name, `typeof queries.${name}`, member)] : [],
  )
  if (statements.length === 0) return undefined
  const text = statements.join('\n')
  return `// Compiled from ${folder}/${file} by npm run generate. Do not edit.
import type * as queries from '../queries/${file}'
${importOf(statement, text)}

${text}`
}

/** The import of what compiled statements need. */
export function importOf(statement: string, text: string): string {
  const used = ['flag', 'json', 'statement', 'time'].filter((name) => text.includes(`${name}(`) || name === 'statement')
  return `import { ${used.join(', ')} } from '${statement}'`
}

/** Throws for a table with a column that the Worker would not read and write as Drizzle does. */
export function checkColumns(tables: readonly Table[]): void {
  for (const column of tables.flatMap((table) => Object.values(getTableColumns(table)))) read(column, column.name)
}

/** The statement of a query, whose type is `type`. Throws for one that the Worker could not run as Drizzle would. */
export function compileQuery(name: string, type: string, query: Query<object, unknown>): string {
  try {
    const built = query.build()
    const prepared = built.prepare() as Prepared // Drizzle's type of it does not tell the fields
    const { sql, values } = numbered(prepared.getQuery())
    const row = prepared.fields && `\n  row: (c) => (${rowOf(prepared)}),`
    return `export const ${name} = statement<${type}>({
  sql: \`${sql.replaceAll(/[\\`]|\$(?=\{)/g, '\\$&')}\`,
  values: [${values.map((value) => `'${value}'`).join(', ')}],
  kind: '${kindOf(query, is(built, SQLiteSelectBase))}',${row ?? ''}${query.traits.one ? '\n  one: true,' : ''}
})
`
  } catch (cause) {
    const message = `${name} cannot be compiled`
    throw cause instanceof Complaint ? new Complaint(`${message}: ${cause.message}`) : new Error(message, { cause })
  }
}

const kindOf = ({ traits }: Query<object, unknown>, reads: boolean) =>
  traits.records ? 'records' : traits.tells ? 'tells' : reads ? 'reads' : 'writes'

/** The SQL with a number for each value, the same wherever the value is used, and with the constants written out. */
function numbered({ sql, params }: { sql: string; params: unknown[] }) {
  const values: string[] = []
  const texts = params.map((param) => {
    const value = is(param, Param) ? param.value : param
    if (!is(value, Placeholder)) return literal(value)
    if (!values.includes(value.name)) values.push(value.name)
    return `?${values.indexOf(value.name) + 1}`
  })
  if (sql.includes("'")) throw new Complaint('a quoted text in the SQL: make it a constant')
  const parts = sql.replaceAll(/\s+/g, ' ').split('?')
  if (parts.length !== texts.length + 1) throw new Complaint('a text of the SQL has a question mark')
  return { sql: parts.map((part, index) => part + (texts[index] ?? '')).join(''), values }
}

function literal(value: unknown): string {
  if (value === null) return 'NULL'
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`
  if (typeof value === 'boolean' || value instanceof Date) return String(Number(value)) // as statement.ts binds them
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  throw new Complaint(`a constant ${typeof value}`)
}

/** The expression that makes a row, as `{ disabledAt: time(c[0]), row: { _id: c[1] } }`. */
function rowOf({ fields = [], joinsNotNullableMap: joined = {} }: Prepared): string {
  if (Object.values(joined).includes(false)) throw new Complaint('of an outer join a row may be missing')
  const columns = fields.map(({ field }) => nameOf(field))
  // A batch answers rows as objects, in which one of the two would be lost.
  if (new Set(columns).size < columns.length) throw new Complaint(`two columns have one name: ${columns.join(', ')}`)
  return objectOf(fields.map(({ path, field }, index) => ({ path, expression: read(field, `c[${index}]`) })))
}

interface Entry {
  path: string[]
  expression: string
}

function objectOf(entries: Entry[]): string {
  const members = [...Map.groupBy(entries, ({ path: [key] }) => key)].map(([key, inner]) => {
    const leaf = inner.find(({ path }) => path.length === 1)
    return `${key}: ${leaf?.expression ?? objectOf(inner.map(({ path, ...entry }) => ({ ...entry, path: path.slice(1) })))}`
  })
  return `{ ${members.join(', ')} }`
}

/** What SQLite calls a column of the answer. */
function nameOf(field: unknown): string {
  if (is(field, Column)) return field.name
  if (is(field, SQL.Aliased)) return field.fieldAlias
  throw new Complaint('an expression without .as()')
}

/** How the Worker reads a column: statement.ts turns SQLite's values into ours, and ours into SQLite's. */
function read(field: unknown, text: string): string {
  const decoder = is(field, SQL.Aliased) ? Object(field.sql).decoder : field // what `mapWith` was given
  const type = is(decoder, Column) ? typeOf(decoder) : 'SQL'
  const reader = READERS[type]
  if (reader === undefined) throw new Complaint(`src/db/statement.ts knows no column of the type ${type}`)
  return reader === '' ? text : `${reader}(${text})`
}

const typeOf = (column: Column) => [column.columnType, Object(column).mode ?? []].flat().join(' ')

const READERS: Record<string, string> = {
  SQL: '',
  SQLiteText: '',
  SQLiteTextJson: 'json',
  SQLiteInteger: '',
  SQLiteReal: '',
  'SQLiteTimestamp timestamp_ms': 'time',
  'SQLiteBoolean boolean': 'flag',
}

/** The comment above an export, to be repeated above its statement. */
const docOf = (name: string, source: string) =>
  new RegExp(`/\\*\\*(?:(?!\\*/)[^])*\\*/\n(?=export const ${name} )`).exec(source)?.[0] ?? ''
