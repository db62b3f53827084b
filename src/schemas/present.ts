/** A member of a row as the wire has it. */
type Presented<T> = T extends Date ? string : T

/**
 * The named members of a row, for the wire: times are ISO 8601, in UTC. Nothing is checked here: the tests of the
 * contract hold every answer to its schema.
 */
export const present = <T extends object, K extends keyof T>(
  row: T,
  keys: readonly K[],
): { [Key in K]: Presented<T[Key]> } => Object(Object.fromEntries(keys.map((key) => [key, presentValue(row[key])])))

const presentValue = (value: unknown) => (value instanceof Date ? value.toISOString() : value)
