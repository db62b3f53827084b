import * as v from 'valibot'
import { HookReturnedNonsense } from './ask.ts'

/**
 * What a hook has returned as JSON has it: a copy that nothing changes any more, without getters and prototypes of its own.
 * Throws for what is no JSON.
 */
export function plain(returned: unknown): unknown {
  const text = JSON.stringify(returned)
  if (text === undefined) throw new HookReturnedNonsense('the hook returned what is no JSON')
  return JSON.parse(text)
}

/** What a hook has returned, if the schema takes it. Throws without saying what it was. */
export function validate<S extends v.GenericSchema>(schema: S, returned: unknown): v.InferOutput<S> {
  const outcome = v.safeParse(schema, returned)
  if (outcome.success) return outcome.output
  throw new HookReturnedNonsense('the hook returned what it must not')
}

/** How much JSON that is, in UTF-8. */
export const byteLength = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).length

/** For a hook that is only asked whether it refuses. Whatever else it returns was meant for something: it has failed. */
export function nothing(returned: unknown): void {
  if (returned !== undefined) throw new HookReturnedNonsense('the hook returned something')
}

/** For a hook that may return that it has done the work itself. */
export const isHandled = (returned: unknown): boolean =>
  returned === undefined ? false : validate(v.literal('handled'), returned) === 'handled'
