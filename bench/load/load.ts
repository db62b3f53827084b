import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { Job, Outcome } from './generator.ts'

/** The process that makes the load. */
export interface Load {
  run(job: Job): Promise<Outcome>
  stop(): void
}

/** Starts the load generator; `run` throws if any answer was no success, because then its figures mean nothing. */
export function startLoad(): Load {
  const child = fork(new URL('./generator.ts', import.meta.url))
  return {
    async run(job) {
      child.send(job)
      const [outcome]: [Outcome] = (await once(child, 'message')) as [Outcome]
      if (outcome.failure) throw new Error(outcome.failure)
      return outcome
    },
    stop: () => child.kill(),
  }
}
