import { Agent, request } from 'node:http'

/** The part of an answer that the load reads; what of it is there depends on the call. */
export interface Reply {
  status: number
  body: {
    code?: string
    data: { _id: string; name: string; token: string; refreshToken: string; length: number }
  }
}

export interface Call {
  method?: string
  token?: string
  body?: object
}

/** Calls a service over at most `connections` connections, which stay open. Rejects if one breaks. */
export function clientOf(url: string, connections: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  return (path: string, { method, token, body }: Call = {}): Promise<Reply> =>
    new Promise((resolve, reject) => {
      const headers = {
        ...(body && { 'content-type': 'application/json' }),
        ...(token && { 'x-access-token': token }),
      }
      const options = { agent, method: method ?? (body ? 'POST' : 'GET'), headers }
      const sent = request(url + path, options, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString()
          resolve({ status: response.statusCode ?? 0, body: text && JSON.parse(text) })
        })
      })
      sent.on('error', reject)
      sent.end(body && JSON.stringify(body))
    })
}

export type Client = ReturnType<typeof clientOf>
