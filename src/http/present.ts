/** A member of a row as it is sent. */
type Presented<T> = T extends Date ? string : T

/**
 * The named members of a row, to be sent: times are ISO 8601, in UTC. Nothing is checked here: the contract tests check
 * every answer against its schema.
 */
export function present<T extends object, K extends keyof T & string>(
  row: T,
  keys: readonly K[],
): { [Key in K]: Presented<T[Key]> } {
  const presented: Record<string, unknown> = {}
  for (const key of keys) presented[key] = presentValue(row[key])
  return Object(presented)
}

const presentValue = (value: unknown) => (value instanceof Date ? value.toISOString() : value)
