const HEADER_MAX = 1_000 // characters: no browser or platform writes as many
const RANGES_MAX = 20

const RANGE = /^\s*([a-z]{1,8}(?:-[a-z\d]{1,8})*)\s*(?:;\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*)?$/i

/**
 * The languages that a header `Accept-Language` asks for, the most wanted first (RFC 9110 §12.5.4). What it refuses
 * (`q=0`), what stands for any (`*`) and what is malformed is left out: a header is a wish, and no reason to fail.
 */
export const acceptedLanguages = (header: string | undefined): string[] =>
  (header ?? '')
    .slice(0, HEADER_MAX)
    .split(',')
    .slice(0, RANGES_MAX)
    .flatMap((part) => {
      const [, range, weight = '1'] = RANGE.exec(part) ?? []
      return range !== undefined && Number(weight) > 0 ? [{ range, weight: Number(weight) }] : []
    })
    .sort((one, other) => other.weight - one.weight)
    .map(({ range }) => range)
