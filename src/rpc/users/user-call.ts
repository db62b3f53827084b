import type * as v from 'valibot'
import type { OperatorCtx } from '../../domain/admin/operator-ctx.ts'
import { proveWorker } from '../../domain/admin/prove-worker.ts'
import type { WorkerScope } from '../../model/operator.ts'
import type { Outcome } from '../outcome.ts'
import { type Arguments, readArguments } from '../read-arguments.ts'
import { type Incoming, serve } from '../serve.ts'

/** A call about users, which does what one of the admin API does, by the same rules. */
interface UserCall<A extends Arguments, R> {
  /** Of the method. */
  name: string
  /** What the binding of the caller has to have. */
  scope: WorkerScope
  input: A
  act(ctx: OperatorCtx, given: v.InferOutput<A>): Promise<R>
}

/** Makes the function that serves a call: first who calls, then what they give. */
export const userCall =
  <A extends Arguments, R>({ name, scope, input, act }: UserCall<A, R>) =>
  (incoming: Incoming): Promise<Outcome<R>> =>
    serve(name, incoming, async (ctx) => {
      const operator = await proveWorker(ctx, incoming.context.props, scope)
      return act({ ...ctx, operator, granted: undefined }, readArguments(input, incoming.args))
    })
