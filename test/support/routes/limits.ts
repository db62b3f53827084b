import { limits as ownLimits } from '../../../src/extensions/settings.ts'
import { LIMITS, type LimitName } from './record.ts'

type Limiter = Pick<RateLimit, 'limit'>

/** Those of the service, and of the team. */
export const everyLimitName = () => [...LIMITS, ...Object.keys(ownLimits.entries)] as LimitName[] // whose keys these are

/** A limiter in the place of each. */
export const everyLimit = (limiter: (name: LimitName) => Limiter): Record<string, Limiter> =>
  Object.fromEntries(everyLimitName().map((name) => [name, limiter(name)]))

/** Limiters that let everything pass and note what they were asked. */
export function recordingLimits() {
  const asked: { name: LimitName; key: string }[] = []
  const limits = everyLimit((name) => ({
    limit: async ({ key }) => {
      asked.push({ name, key })
      return { success: true }
    },
  }))
  return { limits, asked }
}
