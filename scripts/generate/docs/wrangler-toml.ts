import { Complaint } from '../complaint.ts'

interface Setting {
  name: string
  /** As it is written there. */
  value: string
  comment: string
}

interface Secret {
  name: string
  isRequired: boolean
  comment: string
}

interface RateLimit {
  name: string
  limit: number
  comment: string
}

/** The settings in [vars], each with the comment above it. Throws for one that has none. */
export function settingsOf(toml: string): Setting[] {
  const found = [...sectionOf(toml, 'vars').matchAll(/^((?:# .*\n)*)([A-Z0-9_]+) = (.*)$/gm)]
  return found.map(([, comment = '', name = '', value = '']) => {
    if (!comment) throw new Complaint(`wrangler.toml has no comment above ${name}, for docs/settings.md`)
    return { name, value, comment: unwrapped(comment) }
  })
}

/** The secrets: each has a comment such as `# Optional: NAME does this.` Throws for a required one that has none. */
export function secretsOf(toml: string): Secret[] {
  const found = [...toml.matchAll(/^# (Required|Optional): ([A-Z0-9_]+) (.*\n(?:# (?!Required:|Optional:).*\n)*)/gm)]
  const secrets = found.map(([, kind, name = '', comment = '']) => ({
    name,
    isRequired: kind === 'Required',
    comment: unwrapped(comment),
  }))
  const required = [...sectionOf(toml, 'secrets').matchAll(/"([A-Z0-9_]+)"/g)].map(([, name]) => name)
  const described = secrets.flatMap(({ name, isRequired }) => (isRequired ? name : []))
  if (required.join() !== described.join())
    throw new Complaint(`wrangler.toml requires ${required}, and has a comment "Required:" for ${described}`)
  return secrets
}

/** The rate limits, a minute each, with the comment beside the head of each. Throws if one is for another period. */
export const rateLimitsOf = (toml: string): RateLimit[] =>
  toml
    .split(/^(?=\[)/m)
    .filter((section) => section.startsWith('[[ratelimits]]'))
    .map((section) => {
      const comment = /^\[\[ratelimits\]\] # (.*)/.exec(section)?.[1]
      const name = /^name = "(.*)"/m.exec(section)?.[1]
      const limit = /limit = (\d+), period = 60\b/.exec(section)?.[1]
      if (!comment || !name || !limit)
        throw new Complaint(`a rate limit of wrangler.toml is not as expected:\n${section}`)
      return { name, limit: Number(limit), comment }
    })

/** The lines of a section, up to the next. */
const sectionOf = (toml: string, name: string): string =>
  toml.split(/^(?=\[)/m).find((section) => section.startsWith(`[${name}]`)) ?? ''

/** A comment as one line, with documents that it names as links from docs/. */
const unwrapped = (comment: string): string =>
  comment
    .replaceAll(/^# ?/gm, '')
    .replaceAll('\n', ' ')
    .trim()
    .replaceAll(/\bdocs\/([\w-]+\.md(?:#[\w-]+)?)/g, (path, file) => `[${path.replace(/#.*/, '')}](${file})`)
