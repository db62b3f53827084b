import type { JsonObject } from '../api/types.ts'

/** What makes `after` of `before` when it is merged into it (RFC 7396): what is gone is null. */
export function mergePatch(before: JsonObject, after: JsonObject): JsonObject {
  const gone = Object.keys(before).flatMap((name) => (name in after ? [] : [[name, null]]))
  const changed = Object.entries(after).flatMap(([name, value]) => {
    const old = before[name]
    if (JSON.stringify(old) === JSON.stringify(value)) return []
    return [[name, isObject(old) && isObject(value) ? mergePatch(old, value) : value]]
  })
  return Object.fromEntries([...gone, ...changed])
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
