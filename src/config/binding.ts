import * as v from 'valibot'

/** A binding: something that has this method. */
export const binding = <T>(method: string, message: string) =>
  v.custom<T>((value) => typeof value === 'object' && value !== null && method in value, message)

/** A rate limit; without it nothing is limited. */
export const rateLimit = v.optional(binding<RateLimit>('limit', 'must be a rate limit'))
