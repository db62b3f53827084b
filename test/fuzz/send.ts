import { env } from 'cloudflare:workers'
import { sendRaw } from '../support/raw-request.ts'
import type { Answer } from '../support/service.ts'

const withoutLimits = Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('LIMIT_')))

/** Sends a request as it is described, to a service that has no limits, and reads the answer. */
export async function send(path: string, init: RequestInit): Promise<Answer> {
  const response = await sendRaw(path, init, withoutLimits)
  const { status, headers } = response
  const text = await response.text()
  const isJson = text !== '' && headers.get('content-type')?.includes('json')
  return { status, headers, body: isJson ? JSON.parse(text) : text }
}

/** All of an answer that a caller can read. */
export const answerText = ({ headers, body }: Answer): string => JSON.stringify([...headers]) + JSON.stringify(body)
