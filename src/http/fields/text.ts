import * as v from 'valibot'
import { isText } from '../../model/well-formed.ts'

// Lengths count characters (code points), as JSON Schema's minLength and maxLength do, and not UTF-16 units.
export const length = (value: string) => [...value].length
export const longest = (limit: number) =>
  v.check<string, string>((value) => length(value) <= limit, `must have at most ${limit} characters`)
export const shortest = (limit: number) =>
  v.check<string, string>(
    (value) => length(value) >= limit,
    limit === 1 ? 'must not be empty' : `must have at least ${limit} characters`,
  )

export const text = v.pipe(v.string('must be text'), v.check(isText, 'must be well-formed Unicode without NUL'))

const ID_MAX = 128 // ids of imported users may be this long

export const idInput = v.pipe(text, shortest(1), longest(ID_MAX))
