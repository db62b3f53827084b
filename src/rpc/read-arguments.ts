import type * as v from 'valibot'
import { validate } from '../http/validate.ts'
import { Problem } from '../model/problem.ts'

const SIZE_MAX = 16_384 // as a body of HTTP: RPC itself takes 32 MiB, and a check of one text may cost many times its size

/** What a call takes: the names of its arguments, in their order. */
export type Arguments = v.ObjectSchema<v.ObjectEntries, undefined>

/** The arguments of a call, by their names. Throws `invalid_request`. */
export function readArguments<A extends Arguments>(input: A, args: readonly unknown[]): v.InferOutput<A> {
  refuseUnlikely(args)
  return validate(input, Object.fromEntries(Object.keys(input.entries).map((name, index) => [name, args[index]])))
}

/** Refuses what is too large, or what JSON could not say, before anything looks into it. */
function refuseUnlikely(args: readonly unknown[]): void {
  const open: unknown[] = [args]
  for (let size = 0; open.length > 0; ) {
    const value = open.pop()
    const members = membersOf(value)
    if (!members)
      throw new Problem('invalid_request', { message: 'The arguments must be texts, lists or plain objects.' })
    size += typeof value === 'string' ? value.length : 1 + members.length
    if (size > SIZE_MAX) throw new Problem('invalid_request', { message: 'The arguments are too large.' })
    open.push(...members)
  }
}

/** What is in a list or a plain object; `undefined` for what else may cross, such as a stub, a stream or a map. */
function membersOf(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value
  if (typeof value === 'function') return undefined
  if (typeof value !== 'object' || value === null) return []
  return Object.getPrototypeOf(value) === Object.prototype ? Object.values(value) : undefined
}
