import { LatchkeyError } from '../../../client/error.ts'

/** What a failed call says to people: the wrong fields, if it names them. */
export function failureText(error: unknown): string {
  if (!(error instanceof LatchkeyError)) return 'This failed for a reason that the console does not know.'
  if (error.errors.length > 0)
    return error.errors.map(({ path, message }) => sentence(`${path} ${message}`.trim())).join(' ')
  if (error.code === 'rate_limited' && error.retryAfter) return `${error.message} Try again in ${error.retryAfter} s.`
  return error.message
}

/** What whoever looks into it has to know: the code, and the request as the service's log names it. */
export function failureDetails(error: unknown): string | undefined {
  if (!(error instanceof LatchkeyError)) return undefined
  return [error.code, error.requestId && `request ${error.requestId}`].filter(Boolean).join(' · ')
}

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`
