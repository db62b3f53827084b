/** Ways in that are off until a setting says so: what each is called, and in which setting. */
const SWITCHES: Record<string, string> = {
  GUESTS: 'guests',
  LOGIN_CODES: 'codes by email',
  FACTORS: 'authenticator apps',
  PASSKEYS: 'passkeys',
  APPLE_CLIENT_IDS: 'Apple',
  GOOGLE_CLIENT_IDS: 'Google',
  OIDC_PROVIDERS: 'other providers',
}

/** Two lines for people: which ways in a service with these settings has, and which it could have. */
export function describeWaysIn(settings: Record<string, unknown>): string {
  const all = Object.entries(SWITCHES).map(([setting, name]) => ({ setting, name, isOn: isOn(settings[setting]) }))
  const on = all.filter((each) => each.isOn).map(({ name }) => name)
  const off = all.filter((each) => !each.isOn).map(({ name, setting }) => `${name} (${setting})`)
  const lines = [`Ways in: ${['password', ...on].join(', ')}.`]
  if (off.length > 0) lines.push(`Off until a setting of wrangler.toml says otherwise: ${off.join(', ')}.`)
  return lines.join('\n')
}

const isOn = (value: unknown): boolean => typeof value === 'string' && value !== '' && value !== 'off'
