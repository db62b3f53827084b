import * as v from 'valibot'
import { misconfigured } from './environment.ts'
import type { Settings } from './settings.ts'

/**
 * Reads a group of settings whose schema is loaded on demand, of those that were read at the start. Throws `misconfigured`.
 */
export function readGroup<S extends v.GenericSchema>(schema: S, settings: Settings): v.InferOutput<S> {
  const { success, output, issues } = v.safeParse(schema, settings, { abortPipeEarly: true })
  if (success) return output
  throw misconfigured(issues.map(({ path, message }) => ({ path: String(path?.[0]?.key), message })))
}
