import { COMMON_PASSWORDS } from './common-passwords.gen.ts'

/**
 * Whether a password is among the most common ones, or is one of `words`, whatever the case of its letters and with or
 * without spaces. No part of it is judged: a long password may hold a common word.
 */
export function isCommon(password: string, words: readonly string[]): boolean {
  const folded = fold(password)
  const isListed = !folded.includes('\n') && COMMON_PASSWORDS.includes(`\n${folded}\n`)
  return isListed || words.some((word) => withoutSpace(fold(word)) === withoutSpace(folded))
}

const fold = (text: string): string => text.normalize('NFKC').toLowerCase()

const withoutSpace = (text: string): string => text.replace(/\s/g, '')
