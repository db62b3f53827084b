/** Text that UTF-8 can represent: a lone surrogate would be stored as something else, a NUL would truncate it. */
export const isText = (value: string): boolean => value.isWellFormed() && !value.includes('\0')
