import type { FetchResponse } from './http.ts'

export interface Received {
  status: number
  headers: FetchResponse['headers']
  text: string
}

/** Reads the whole answer: a connection may break in the middle of it, too. */
export async function whole(answer: Promise<FetchResponse>): Promise<Received> {
  const response = await answer
  return { status: response.status, headers: response.headers, text: await response.text() }
}
