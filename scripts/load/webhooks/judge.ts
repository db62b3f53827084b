import { type Changer, nameAfter } from './changes.ts'
import type { Receiver } from './receiver.ts'

/** What went wrong, by kind; all are zero if nothing did. */
export interface Verdict {
  /** Changes that were acknowledged and of which no message was taken. */
  lost: number
  /** Messages of a change, under different ids, that are more than the calls that were made for it. */
  doubled: number
  /** Messages that were first taken after a later one about the same user. */
  disordered: number
  forged: number
}

/** Compares what was acknowledged with what was taken. */
export function judge(changers: readonly Changer[], { taken, forged }: Receiver): Verdict {
  const verdict = { lost: 0, doubled: 0, disordered: 0, forged }
  const byUser = Map.groupBy(taken, ({ userId }) => userId)
  for (const { _id, attempts } of changers) {
    const messages = (byUser.get(_id) ?? []).filter(({ type }) => type === 'user.created' || type === 'user.updated')
    const byName = Map.groupBy(messages, ({ name }) => name)
    attempts.forEach((made, change) => {
      const found = byName.get(nameAfter(change))?.length ?? 0
      if (found === 0) verdict.lost++
      if (found > made) verdict.doubled += found - made
    })
    const names = messages.map(({ name = '' }) => name)
    verdict.disordered += names.filter((name, index) => index > 0 && name < (names[index - 1] ?? '')).length
  }
  return verdict
}
