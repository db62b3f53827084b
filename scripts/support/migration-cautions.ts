/** The tables that a migration drops, also those that it makes anew; not those that it makes for itself. */
export function droppedTables(sql: string): string[] {
  const created = new Set<string>()
  const dropped = new Set<string>()
  for (const [, verb, table = ''] of withoutComments(sql).matchAll(CREATE_OR_DROP)) {
    if (verb?.toUpperCase() === 'CREATE') created.add(table)
    else if (!created.has(table)) dropped.add(table)
  }
  return [...dropped]
}

/**
 * What somebody should know of a migration before it is applied to a database that has rows, in words that complete "it":
 * none if it only adds. `extensions` is the SQL of the team's own migrations.
 */
export function cautionsOf(migration: string, extensions: string): string[] {
  const sql = withoutComments(migration)
  const made = new Set([
    ...namesIn(sql, /\bCREATE TABLE (?:IF NOT EXISTS )?[`"]?(\w+)/gi),
    ...namesIn(sql, /\bRENAME TO [`"]?(\w+)/gi),
  ])
  const referred = namesIn(extensions, /\bREFERENCES [`"]?(\w+)/gi)
  const cautions = droppedTables(sql).flatMap((table) => [
    made.has(table) ? `makes ${table} anew and copies its rows, which takes time` : `drops ${table}`,
    // SQLite deletes the rows of a table before it drops it, and a foreign key with CASCADE does the rest.
    ...(referred.includes(table) ? [`may delete rows of src/extensions/, whose tables refer to ${table}`] : []),
  ])
  if (/\bDROP COLUMN\b/i.test(sql)) cautions.push('drops a column, which the old code may use until it is replaced')
  for (const [, table = ''] of sql.matchAll(/\bCREATE UNIQUE INDEX \S+ ON [`"]?(\w+)/gi)) {
    if (!made.has(table)) cautions.push(`fails if rows of ${table} are alike to its new index`)
  }
  if (/^\s*(UPDATE|DELETE FROM)\b/im.test(sql)) cautions.push('changes or deletes rows')
  return cautions
}

const CREATE_OR_DROP = /\b(CREATE|DROP) TABLE (?:IF (?:NOT )?EXISTS )?[`"]?(\w+)/gi

const withoutComments = (sql: string): string => sql.replaceAll(/^\s*--.*$/gm, '')

const namesIn = (sql: string, pattern: RegExp): string[] => [...sql.matchAll(pattern)].map(([, name = '']) => name)
