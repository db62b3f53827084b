import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import worker from '../../src/index.ts'
import { ORIGIN } from './origin.ts'

/** Sends a request exactly as it is described, and gives the response unread: for what `call` would tidy up. */
export async function sendRaw(path: string, init: RequestInit = {}, bindings: object = env): Promise<Response> {
  const request = new Request<unknown, IncomingRequestCfProperties>(
    URL.canParse(path) ? path : ORIGIN + path,
    init as any, // its `cf` need not be whole
  )
  const context = createExecutionContext()
  const response = await worker.fetch(request, bindings as Env, context)
  await waitOnExecutionContext(context)
  return response
}
