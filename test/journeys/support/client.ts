import type { Answer, Call } from '../../support/service.ts'

export type Client = (path: string, call?: Call) => Promise<Answer>

/** Calls a running service by HTTP, in the same words as `call` does inside the Worker's tests. */
export const clientOf =
  (url: string): Client =>
  async (path, { method, token, headers, body } = {}) => {
    const response = await fetch(url + path, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: {
        ...(typeof body === 'object' && { 'content-type': 'application/json' }),
        ...(token && { 'x-access-token': token }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'object' ? JSON.stringify(body) : String(body) }),
    })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json')
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text }
  }
