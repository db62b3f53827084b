const POLL_MS = 5
const PATIENCE_POLLS = 100 // half a second without a sign of life: the request that has the turn was cancelled

interface Turn {
  /** How often its work has let others run: a sign of life. */
  pauses: number
}

let current: Turn | undefined

/**
 * Runs work that needs much memory, one at a time in an isolate: two at once would not finish sooner, but could need
 * more than the 128 MB that an isolate has. It is not a lock: the turn of a cancelled request passes to the next one
 * that waits. The work calls `pause` to let other requests run.
 */
export async function inTurn<T>(work: (pause: () => Promise<void>) => Promise<T>): Promise<T> {
  let [seen, pauses, silentPolls] = [current, current?.pauses, 0]
  while (current && silentPolls < PATIENCE_POLLS) {
    await scheduler.wait(POLL_MS)
    const isAlive = current !== seen || current?.pauses !== pauses
    silentPolls = isAlive ? 0 : silentPolls + 1
    seen = current
    pauses = current?.pauses
  }
  const turn = { pauses: 0 }
  current = turn
  try {
    return await work(async () => {
      turn.pauses++
      await scheduler.wait(0)
    })
  } finally {
    if (current === turn) current = undefined
  }
}
