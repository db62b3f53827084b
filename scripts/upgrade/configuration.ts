import { parse } from 'smol-toml'
import { Complaint } from '../generate/complaint.ts'
import { secretsOf, settingsOf } from '../generate/docs/wrangler-toml.ts'

/** What a wrangler.toml says, each value as JSON by its name. */
export interface Configuration {
  settings: Map<string, string>
  /** `required` or `optional`. */
  secrets: Map<string, string>
  /** By their kind and name, as `ratelimits LIMIT_LOGIN`. */
  bindings: Map<string, string>
  /** Everything else at the top level, such as `triggers`. */
  others: Map<string, string>
  environments: { name: string; settings: Set<string>; bindings: Set<string>; secrets: Set<string> }[]
  /** What the comments say of settings and secrets. */
  comments: Map<string, string>
}

type Raw = Record<string, unknown>

/** Reads the text of a wrangler.toml; `whose` is for the message of a `Complaint` if it cannot be read. */
export function readConfiguration(toml: string, whose: string): Configuration {
  try {
    const raw: Raw = parse(toml)
    const [settings, secrets] = [settingsOf(toml), secretsOf(toml)]
    return {
      settings: jsonOf(raw.vars),
      secrets: new Map(secrets.map(({ name, isRequired }) => [name, isRequired ? 'required' : 'optional'])),
      bindings: bindingsOf(raw),
      others: jsonOf(Object.fromEntries(Object.entries(raw).filter(([key, value]) => isOther(key, value)))),
      environments: Object.entries((raw.env ?? {}) as Record<string, Raw>).map(([name, environment]) => ({
        name,
        settings: new Set(Object.keys(environment.vars ?? {})),
        bindings: new Set(bindingsOf(environment).keys()),
        secrets: new Set((environment.secrets as { required?: string[] } | undefined)?.required),
      })),
      comments: new Map([...settings, ...secrets].map(({ name, comment }) => [name, withoutLinks(comment)])),
    }
  } catch (error) {
    throw new Complaint(`wrangler.toml of ${whose} cannot be read: ${error instanceof Error ? error.message : error}`)
  }
}

const jsonOf = (values: unknown): Map<string, string> =>
  new Map(Object.entries(values ?? {}).map(([name, value]) => [name, JSON.stringify(value)]))

const SECTIONS = ['vars', 'secrets', 'env', '$schema']

const isOther = (key: string, value: unknown): boolean => !SECTIONS.includes(key) && [...namedIn(value)].length === 0

function bindingsOf(raw: Raw): Map<string, string> {
  const sections = Object.entries(raw).filter(([key]) => !SECTIONS.includes(key))
  return new Map(
    sections.flatMap(([kind, value]) =>
      [...namedIn(value)].map(([name, binding]) => [`${kind} ${name}`, JSON.stringify(binding)] as const),
    ),
  )
}

/** Bindings have their name under `binding`, and those of a list may have it under `name`. */
function* namedIn(value: unknown, isInList = false): Generator<[string, unknown]> {
  if (typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) {
    for (const item of value) yield* namedIn(item, true)
    return
  }
  const { binding, name } = value as Raw
  if (typeof binding === 'string') yield [binding, value]
  else if (isInList && typeof name === 'string') yield [name, value]
  else for (const part of Object.values(value)) yield* namedIn(part)
}

/** The comments are made for pages. */
const withoutLinks = (comment: string): string => comment.replaceAll(/\[(docs\/[^\]]+)\]\([^)]*\)/g, '$1')
