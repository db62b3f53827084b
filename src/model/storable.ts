import { isText } from './well-formed.ts'

/** Whether objects and lists are at most so deep in each other, the outermost included. */
export const isAtMostDeep = (value: unknown, depth: number): boolean =>
  typeof value !== 'object' ||
  value === null ||
  (depth > 0 && Object.values(value).every((member) => isAtMostDeep(member, depth - 1)))

/**
 * Whether all of it comes back as it was given (RFC 7493 §2): JavaScript reads a number beyond its own as infinite, which
 * JSON cannot say, and SQLite takes a name for another one after a NUL.
 */
export function isRepresentable(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value === 'string') return isText(value)
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([name, member]) => isText(name) && isRepresentable(member))
}

/** Whether a value is an object with members, and no list. */
export function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
