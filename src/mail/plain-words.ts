const SHOWN = 60 // characters: enough for every name that a user knows their device by

/**
 * A name without what mail programs make links of, or what hides or turns text: it is a stranger's to choose. A point stays
 * where it is that of a version.
 */
export function plainWords(name: string): string {
  const words = name.replace(/\.(?!\d)|[^\p{L}\p{M}\p{N}.,'\u2019()_+-]+/gu, ' ').trim()
  return [...words].slice(0, SHOWN).join('').trimEnd()
}
