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

/** A way in, and the setting that says whether it is on; none for a password, which always is. */
export interface WayIn {
  name: string
  setting?: string
  on: boolean
}

/** The ways in that a service with these settings has, and those that it could have. */
export const waysIn = (settings: Record<string, unknown>): WayIn[] => [
  { name: 'password', on: true },
  ...Object.entries(SWITCHES).map(([setting, name]) => ({ name, setting, on: isOn(settings[setting]) })),
]

const isOn = (value: unknown): boolean => typeof value === 'string' && value !== '' && value !== 'off'
