import { isPublicHost } from './is-public-host.ts'

const TIMEOUT_MS = 10_000 // for each of two calls, within the 30 seconds that work after a response may take

/** What became of a call: `gone` if the receiver wants no more (410), else why it failed, in a word or two. */
export type Outcome = 'taken' | 'gone' | { failure: string }

interface Post {
  url: string
  headers: Record<string, string>
  body: string
  /** The DNS over HTTPS resolver that is asked first; `undefined` asks none. */
  resolver: string | undefined
}

/**
 * Posts a message. Only 2xx within ten seconds takes it: no redirect is followed, which could lead anywhere, and nothing
 * of the response is read. Never rejects.
 */
export async function postWebhook({ url, headers, body, resolver }: Post): Promise<Outcome> {
  try {
    if (resolver && !(await isPublicHost(resolver, new URL(url), AbortSignal.timeout(TIMEOUT_MS)))) {
      return { failure: 'private address' }
    }
    const response = await fetch(url, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json', 'user-agent': 'Latchkey-Webhooks' },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    await response.body?.cancel()
    if (response.ok) return 'taken'
    return response.status === 410 ? 'gone' : { failure: `status ${response.status}` }
  } catch (error) {
    return { failure: reasonOf(error) }
  }
}

/** Never the error's message, which can quote a URL. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no connection'
  if (error.name === 'TimeoutError') return 'timeout'
  return 'code' in error && error.code === 'unresolved' ? 'unresolved' : 'no connection'
}
