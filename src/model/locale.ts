const LOCALE_MAX = 35 // RFC 5646 §4.4.1

/**
 * The canonical language tag (RFC 5646 §4.5) of a locale as platforms spell it: `en-GB`, `en_GB`, `en_GB.UTF-8`
 * (POSIX), `en_GB@calendar=buddhist` (iOS), `zh_TW_#Hant` and `en_US_#u-mu-celsius` (Android). What follows a dot or an
 * at sign says nothing of the language. `undefined` for what is none.
 */
export function toLocale(value: string): string | undefined {
  const [name = ''] = value.trim().split(/[.@]/, 1)
  const tag = scriptBeforeRegion(name).replaceAll('_', '-')
  try {
    return Intl.getCanonicalLocales(tag).find(({ length }) => length <= LOCALE_MAX)
  } catch {
    return undefined
  }
}

/** Java's `Locale.toString` has the script after the region and a number sign, and then what follows both. */
const scriptBeforeRegion = (name: string) =>
  name.replace(
    /^([a-z]{2,3})(?:_([a-z]{2}|\d{3}))?_{1,2}#(?=.)([a-z]{4})?_?(.*)$/i,
    (_, ...parts: (string | undefined)[]) => [parts[0], parts[2], parts[1], parts[3]].filter(Boolean).join('_'),
  )
