import * as v from 'valibot'
import { Problem } from '../model/problem.ts'
import { type Bindings, bindingsSchema } from './bindings.ts'
import { type Settings, settingsSchema } from './settings.ts'

/** What the Worker is given. */
export interface Environment {
  bindings: Bindings
  settings: Settings
}

/** Reads the environment; throws `misconfigured`, which names each wrong setting but never its value. */
export function parseEnvironment(env: object): Environment {
  const bindings = v.safeParse(bindingsSchema, env, { abortPipeEarly: true })
  const settings = v.safeParse(settingsSchema, env, { abortPipeEarly: true })
  if (bindings.success && settings.success) return { bindings: bindings.output, settings: settings.output }
  throw misconfigured(
    [...(bindings.issues ?? []), ...(settings.issues ?? [])].map((issue) => {
      const name = String(issue.path?.[0]?.key ?? 'env')
      const missing = !(name in env)
      return { path: name, message: missing && !issue.message.startsWith('is ') ? 'is missing' : issue.message }
    }),
  )
}

/** The problem for wrong settings: names each and says what it must be. */
export function misconfigured(errors: { path: string; message: string }[]): Problem {
  const message = errors.map((error) => `${error.path} ${error.message}`).join('; ')
  return new Problem('misconfigured', { message: `${message}.`, errors })
}
