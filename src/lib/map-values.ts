/** An object with the same keys, in the same order, and what `to` makes of each value. */
export const mapValues = <T extends object, R>(from: T, to: (value: T[keyof T]) => R): Record<keyof T, R> =>
  Object.assign({}, ...Object.entries(from).map(([key, value]) => ({ [key]: to(value) })))
