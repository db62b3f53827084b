import { settings as extensionSettings } from '../extensions/settings.ts'
import type { Bindings } from './bindings.ts'
import { SECRETS } from './secrets.ts'
import { type Settings, settingNames } from './settings.ts'
import { setupProblems } from './setup-problems.ts'
import { waysIn } from './ways-in.ts'

/** What operators may know of how the service is set up: of a secret whether it is set, and nothing else. */
export interface About {
  /** As they are written; `value` is null for one that is empty or missing. */
  settings: { name: string; value: string | null; isSecret: boolean }[]
  waysIn: { name: string; on: boolean }[]
  problems: string[]
  /** What sends mail, if anything. */
  mail: 'cloudflare' | 'resend' | null
  /** The deployed version, which each line of the log names. */
  version: string | null
}

/** Describes an environment. */
export function describeSetup(env: object, bindings: Bindings, { sender, RESEND_API_KEY }: Settings): About {
  const values: Record<string, unknown> = { ...env }
  const mail = RESEND_API_KEY ? 'resend' : bindings.EMAIL ? 'cloudflare' : null
  return {
    settings: settingNames().map((name) => describeSetting(name, values[name])),
    waysIn: waysIn(values),
    problems: setupProblems(values),
    mail: sender ? mail : null,
    version: bindings.CF_VERSION_METADATA?.id ?? null,
  }
}

function describeSetting(name: string, value: unknown): About['settings'][number] {
  const isSecret = SECRETS.some((secret) => secret === name) || name in extensionSettings.entries // any may be one
  const isEmpty = value === undefined || value === ''
  return { name, value: isEmpty ? null : isSecret ? 'set' : String(value), isSecret }
}
