import { openPrimary } from '../db/database.ts'
import { workerName } from '../domain/admin/prove-worker.ts'
import { type Ctx, NO_DEVICE } from '../domain/context.ts'
import type { OnDemand } from '../domain/on-demand.ts'
import { problemOf } from '../domain/problem-of.ts'
import { inFlight } from '../lib/in-flight.ts'
import { log } from '../lib/log.ts'
import type { Problem } from '../model/problem.ts'
import { createContext, loadRuntime } from '../runtime.ts'
import { describeProblem, type Outcome } from './outcome.ts'

/** A call of another Worker, of which nothing is known to be right. */
export interface Incoming {
  env: object
  /** `props` is what the binding of the caller has. */
  context: ExecutionContext<unknown>
  onDemand: OnDemand
  /** What was given to the method, whatever that is. */
  args: readonly unknown[]
}

/** Serves a call, and logs one line: never a token, an email address or a link. */
export async function serve<R>(
  name: string,
  { env, context, onDemand }: Incoming,
  act: (ctx: Ctx) => Promise<R>,
): Promise<Outcome<R>> {
  const start = Date.now()
  const requestId = crypto.randomUUID()
  let problem: Problem | undefined
  inFlight.requests++
  try {
    const runtime = await loadRuntime(env, onDemand)
    const ctx = createContext(runtime, {
      session: openPrimary(runtime.bindings.DB),
      requestId,
      origin: '',
      pagesOrigin: undefined,
      device: NO_DEVICE,
      onDemand,
      waitUntil: (work) => context.waitUntil(work),
    })
    return { data: await act(ctx) }
  } catch (error) {
    problem = problemOf(error, requestId)
    return { problem: describeProblem(problem, requestId) }
  } finally {
    inFlight.requests--
    log('info', 'request', {
      method: 'RPC',
      route: `Users.${name}`,
      worker: workerName(context.props),
      code: problem?.code,
      reason: problem?.reason,
      durationMs: Date.now() - start,
      requestId,
    })
  }
}
