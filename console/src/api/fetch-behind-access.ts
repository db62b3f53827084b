import type { FetchInit } from '../../../client/http.ts'
import { say } from '../lib/language.ts'

/**
 * Sends a call. The service itself redirects nobody: a redirect is Cloudflare Access, in front of it, to its sign-in, which no
 * script can follow. It is read as the problem that the service has for that.
 */
export async function fetchBehindAccess(url: string, init: FetchInit): Promise<Response> {
  const response = await fetch(url, { ...init, redirect: 'manual' })
  if (response.type !== 'opaqueredirect') return response
  const problem = { code: 'access_required', message: say('console.ui.access_required') }
  return Response.json(problem, { status: 403, headers: { 'content-type': 'application/problem+json' } })
}
