import type * as v from 'valibot'
import { validate } from '../http/validate.ts'
import { Problem } from '../model/problem.ts'

const SIZE_MAX = 16_384 // as a body of HTTP: RPC itself takes 32 MiB, and a check of one text may cost many times its size

/** What a call takes: the names of its arguments, in their order. */
export type Arguments = v.ObjectSchema<v.ObjectEntries, undefined>

/** The arguments of a call, by their names. Throws `invalid_request`. */
export function readArguments<A extends Arguments>(input: A, args: readonly unknown[]): v.InferOutput<A> {
  refuseLarge(args)
  return validate(input, Object.fromEntries(Object.keys(input.entries).map((name, index) => [name, args[index]])))
}

/** Refuses what is too large before anything looks into it. */
function refuseLarge(args: readonly unknown[]): void {
  const open: unknown[] = [args]
  for (let size = 0; open.length > 0; ) {
    const value = open.pop()
    const members = membersOf(value)
    size += typeof value === 'string' ? value.length : 1 + members.length
    if (size > SIZE_MAX) throw new Problem('invalid_request', { message: 'The arguments are too large.' })
    open.push(...members)
  }
}

/** What is in a list or a plain object. What else may cross, such as a stub or a stream, is taken by no call. */
function membersOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  const isPlain = typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
  return isPlain ? Object.values(value) : []
}
