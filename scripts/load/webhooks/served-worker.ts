import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const SCRIPT = join(import.meta.dirname, 'mortal-worker.ts')

/** A Worker that can be killed, and is then started again on what it has left in its database. */
export interface MortalWorker {
  /** Where it is served now. */
  origin: string
  /** Kills it with SIGKILL, the runtime and its database with it, and starts another. */
  kill(): Promise<void>
  /** Runs its cron trigger, after time has passed if `hurry`, and answers how many messages are in the outbox. */
  cron(hurry: boolean): Promise<number>
  stop(): void
}

/** Serves the Worker that is in `built`, with its state in `state`, in a process group of its own. */
export async function startMortalWorker(built: string, state: string, settings: object): Promise<MortalWorker> {
  let child: ChildProcess
  const start = async () => {
    child = fork(SCRIPT, [built, state, JSON.stringify(settings)], {
      detached: true,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    const [{ origin }] = await once(child, 'message')
    worker.origin = origin
  }
  const killGroup = () => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
      process.kill(-child.pid, 'SIGKILL')
  }
  const worker: MortalWorker = {
    origin: '',
    async kill() {
      const gone = once(child, 'exit')
      killGroup()
      await gone
      await start()
    },
    async cron(hurry) {
      const answer = once(child, 'message')
      child.send(hurry ? 'hurry' : 'cron')
      const [{ left }] = await answer
      return left
    },
    stop() {
      process.off('exit', killGroup)
      killGroup()
    },
  }
  process.once('exit', killGroup)
  await start()
  return worker
}
