import { waysIn } from '../../src/config/ways-in.ts'

/** Two lines for people: which ways in a service with these settings has, and which it could have. */
export function describeWaysIn(settings: Record<string, unknown>): string {
  const all = waysIn(settings)
  const on = all.filter((each) => each.on).map(({ name }) => name)
  const off = all.filter((each) => !each.on).map(({ name, setting }) => `${name} (${setting})`)
  const lines = [`Ways in: ${on.join(', ')}.`]
  if (off.length > 0) lines.push(`Off until a setting of wrangler.toml says otherwise: ${off.join(', ')}.`)
  return lines.join('\n')
}
