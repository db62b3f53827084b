import { noAdmins } from '../../src/config/setup-problems.ts'
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

/** A line or two for people: where the console is, and why nobody gets in. */
export function describeConsole(settings: Record<string, unknown>, url: string): string {
  if (settings.ADMIN !== 'on') return 'The console is off until ADMIN says otherwise.'
  const console = `The console is at ${url}/admin, for those whom npm run admin makes admins.`
  return [console, noAdmins(settings)].filter(Boolean).join('\n')
}
