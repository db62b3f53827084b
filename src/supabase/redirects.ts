import type { SupabaseSettings } from '../config/supabase-api.ts'

/** What no app opens, or what runs in the page that it came from. */
const FORBIDDEN = ['javascript:', 'data:', 'vbscript:', 'blob:', 'file:', 'about:', 'filesystem:', 'view-source:']

/** What a parser takes out, or reads as something else. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what it is about
const AMBIGUOUS = /[\u0000-\u0020\u007f\\]/

/** What no host of an app has, and parsers let pass: where one is named in a policy, it would end there. */
const NO_HOST = /[^\w.:%[\]~-]/

const MAX_LENGTH = 2_000 // a pattern with several `**` tries each place for each of them

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']

/**
 * Where a link leads: where it asks to, if that is the site of SUPABASE_SITE_URL or matches SUPABASE_REDIRECT_URLS; else to
 * that site. `undefined` where none is set.
 */
export const redirectOf = (settings: SupabaseSettings, asked: string | undefined): string | undefined =>
  (asked && allowed(settings, asked)) || siteOf(settings)?.href

const siteOf = ({ SUPABASE_SITE_URL: site }: SupabaseSettings) => URL.parse(site ?? '')

/** The URL, as it was understood when it was compared; nothing for one that is not allowed. */
function allowed(settings: SupabaseSettings, asked: string): string | undefined {
  const url = asked.length > MAX_LENGTH || AMBIGUOUS.test(asked) ? null : URL.parse(asked)
  if (!url || url.username || url.password || NO_HOST.test(url.host) || FORBIDDEN.includes(url.protocol))
    return undefined
  const site = siteOf(settings)
  return (site && isSameSite(url, site)) || settings.SUPABASE_REDIRECT_URLS.some((glob) => matches(glob, url))
    ? url.href
    : undefined
}

/** An app on this machine may listen at any port (RFC 8252 §7.3). */
const isSameSite = (url: URL, site: URL) =>
  url.protocol === site.protocol &&
  (url.host === site.host || (url.hostname === site.hostname && LOOPBACK.includes(url.hostname)))

/** `*` is anything but `.` and `/`, `?` one such character, `**` anything: but of the host nothing reaches into the path. */
function matches(glob: string, url: URL): boolean {
  const [, scheme, host, rest] = /^([^:/?#]+:)\/\/([^/?#]*)([^#]*)/.exec(glob) ?? []
  const [href] = url.href.split('#')
  if (scheme === undefined) return expression(glob, '').test(href ?? '')
  const path = (href ?? '').slice(`${url.protocol}//${url.host}`.length)
  const isRoot = rest === '' && path === '/'
  return (
    scheme.toLowerCase() === url.protocol &&
    expression(host ?? '', '/').test(url.host) &&
    (isRoot || expression(rest ?? '', '').test(path))
  )
}

function expression(glob: string, boundary: string): RegExp {
  const any = boundary ? `[^${boundary}]*` : '.*'
  const source = glob.replace(/\*\*|[\s\S]/g, (part) => {
    if (part === '**') return any
    if (part === '*') return '[^./]*'
    return part === '?' && boundary ? '[^./]' : part.replace(/[\\^$.*+?()[\]{}|]/, '\\$&')
  })
  return new RegExp(`^${source}$`)
}
