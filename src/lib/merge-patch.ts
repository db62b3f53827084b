type Members = Readonly<Record<string, unknown>>

/**
 * An object after a merge (RFC 7396 §2), as `json_patch` of SQLite makes it of a column. Entries and not members: `__proto__`
 * is a name like any other.
 */
export function mergePatch(target: Members, patch: Members): Record<string, unknown> {
  const merged = new Map(Object.entries(target))
  for (const [name, value] of Object.entries(patch)) {
    const old = merged.get(name)
    if (value === null) merged.delete(name)
    else merged.set(name, isMembers(value) ? mergePatch(isMembers(old) ? old : {}, value) : value)
  }
  return Object.fromEntries(merged)
}

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
