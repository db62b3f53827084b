/** In characters. Those of use have 35 at most (RFC 5646 §4.4.1), and the runtime reads one in time by the square of its length. */
const RANGE_MAX = 100

/**
 * The first of some languages, in the order of preference, that is available: of each range the tag itself, or what is
 * left when its last parts are taken off one by one (RFC 4647 §3.4). Where that finds nothing, the language as it is
 * written in that region (`zh-TW` is `zh-Hant`), and then as it is spoken by most (`pt` is `pt-BR`): both by the likely
 * subtags of CLDR. `undefined` if there is none; a range that is no language tag, or too long, is passed over.
 */
export function lookUp(ranges: readonly string[], available: readonly string[]): string | undefined {
  for (const range of ranges) {
    const found = candidates(range).find((tag) => available.includes(tag))
    if (found) return found
  }
  return undefined
}

function candidates(range: string): string[] {
  if (range.length > RANGE_MAX) return []
  try {
    const locale = new Intl.Locale(range)
    const { language, script } = locale.maximize()
    const { region } = new Intl.Locale(language).maximize()
    return [...shortened(locale.baseName), `${language}-${script}`, `${language}-${region}`]
  } catch {
    return [] // `*`, or nothing of a language
  }
}

/** A tag, and what is left of it part by part. A part of one character is none without the next. */
function shortened(tag: string): string[] {
  const parts = tag.split('-')
  const tags: string[] = []
  for (; parts.length > 0; parts.pop()) if (parts.at(-1)?.length !== 1) tags.push(parts.join('-'))
  return tags
}
