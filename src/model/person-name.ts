/** The longest name of a person or a device, in characters (code points). */
export const NAME_MAX = 100

/** Why a trimmed text is no name of a person; `undefined` if it is one. */
export function nameFault(name: string): string | undefined {
  if (!/[^\p{C}\p{Z}]/u.test(name)) return 'must not be empty'
  if (/\p{Cc}/u.test(name)) return 'must be one line without control characters'
  return [...name].length > NAME_MAX ? `must have at most ${NAME_MAX} characters` : undefined
}

/** A name from elsewhere as it is stored, if it can be. */
export function toName(value: string | undefined): string | undefined {
  const name = value?.trim()
  return name?.isWellFormed() && nameFault(name) === undefined ? name : undefined
}
