import { detect } from 'detect-browser'

const MAX_LENGTH = 100
const MAX_PARSED = 512 // the parser's regular expressions are slow on long texts; no real user agent is longer

/** The parser's ids that are not simply a browser's name in lower case. */
const BROWSERS: Record<string, string> = {
  android: 'App',
  'chromium-webview': 'App',
  crios: 'Chrome',
  'edge-chromium': 'Edge',
  'edge-ios': 'Edge',
  fxios: 'Firefox',
  ios: 'Safari',
  'ios-webview': 'App',
}

/** A readable name of what sent a user agent: `Safari on iOS`, or an app's own `MyApp/1.2`; `null` without one. */
export function deviceName(userAgent: string | undefined): string | null {
  if (!userAgent) return null
  const start = userAgent.slice(0, MAX_PARSED)
  const found = detect(start)
  const name = found?.os
    ? `${browserName(found.name)} on ${found.os.replace(/ OS$/, '')}`
    : start.split(/[\s\p{Cc}]/u, 1)[0]
  return name?.slice(0, MAX_LENGTH) || null
}

const browserName = (id: string): string => BROWSERS[id] ?? id.charAt(0).toUpperCase() + id.slice(1)
