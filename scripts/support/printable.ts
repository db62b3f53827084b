/**
 * What others have written, as a terminal may show it: characters that would move its cursor, hide lines, set its clipboard or
 * turn text round (Unicode's category C) are shown by their codes. Line feeds stay.
 */
export const printable = (text: string): string => text.replaceAll(/[^\P{C}\n]/gu, codeOf)

/** The same for what stands in a line, such as the name of a file: it must not begin another one. */
export const printableInLine = (text: string): string => text.replaceAll(/\p{C}/gu, codeOf)

const codeOf = (character: string): string => `\\u{${character.codePointAt(0)?.toString(16)}}`

/** A word of a command, as a POSIX shell takes it: the name of a branch may hold `;` and `$(...)`. */
export const shellWord = (word: string): string =>
  /^[\w./@:+,=-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
