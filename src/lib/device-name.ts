import Bowser from 'bowser'

const MAX_LENGTH = 100

/** A readable name of what sent a user agent: `Safari on iOS`, or an app's own `MyApp/1.2`; `null` without one. */
export function deviceName(userAgent: string | undefined): string | null {
  if (!userAgent) return null
  const { browser, os } = Bowser.parse(userAgent)
  const known = os.name && browser.name && `${browser.name} on ${os.name}`
  return (known || os.name || userAgent.split(' ', 1)[0] || '').slice(0, MAX_LENGTH) || null
}
