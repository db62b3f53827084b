/** The named members of an object, and no others. */
export const pick = <T extends object, K extends keyof T>(from: T, keys: readonly K[]): Pick<T, K> =>
  Object.assign({}, ...keys.map((key) => ({ [key]: from[key] })))
