/** The longest name of a person or a device, in characters (code points). */
export const NAME_MAX = 100

/** Of a user of whom nobody has said what they are called: Apple gives the name once, or never. */
export const NAMELESS = 'New user'

/** Of a guest who has not said what they are called. */
export const GUEST_NAME = 'Guest'

/** What ends a line, or is no text at all: controls, U+0085 with them, and the separators of lines and paragraphs. */
const BREAK = /[\p{Cc}\p{Zl}\p{Zp}]/u

/** A character that somebody can see: no space, no filler, no format character, and not the empty Braille cell. */
const VISIBLE = /[^\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/u

/** Why a trimmed text is no name of a person or a device; `undefined` if it is one. */
export function nameFault(name: string): string | undefined {
  if (!VISIBLE.test(name)) return 'must not be empty'
  if (BREAK.test(name)) return 'must be one line without control characters'
  return [...name].length > NAME_MAX ? `must have at most ${NAME_MAX} characters` : undefined
}

/**
 * A name as a provider gives it, only once: what could not be stored of it is left out, and all of it is not lost.
 * `undefined` if nobody could see what is left.
 */
export function toName(value = ''): string | undefined {
  const lines = value.split(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]+/u).map((part) => part.trim())
  const line = lines.filter(Boolean).join(' ')
  const name = [...line].slice(0, NAME_MAX).join('').trim()
  return VISIBLE.test(name) ? name : undefined
}
