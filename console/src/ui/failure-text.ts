import { LatchkeyError } from '../../../client/error.ts'
import { nameOf, say } from '../lib/language.ts'

/** What a failed call says to people: the wrong fields, if it names them. */
export function failureText(error: unknown): string {
  if (!(error instanceof LatchkeyError)) return say('console.ui.unknown_failure')
  if (error.errors.length > 0)
    return error.errors.map(({ path, message }) => (path ? wrongField(path, message) : message)).join(' ')
  // These two are the client's own, which knows no language.
  if (error.code === 'network_error') return say('console.ui.unreachable')
  if (error.code === 'unexpected_answer') return say('console.ui.unexpected_answer', { status: error.status ?? '–' })
  if (error.code === 'rate_limited' && error.retryAfter)
    return say('console.ui.retry_after', { reason: error.message, seconds: error.retryAfter })
  return error.message
}

/** What whoever looks into it has to know: the code, and the request as the service's log names it. */
export function failureDetails(error: unknown): string | undefined {
  if (!(error instanceof LatchkeyError)) return undefined
  return [error.code, error.requestId && say('console.ui.request', { id: error.requestId })].filter(Boolean).join(' · ')
}

/** What is wrong with a field, which the console calls by its label where it has one. */
const wrongField = (path: string, message: string): string =>
  say('console.ui.wrong_field', {
    field: nameOf('field', path) ?? path.charAt(0).toUpperCase() + path.slice(1),
    message,
  })
