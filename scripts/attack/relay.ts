import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * Stands between hydra and the service. hydra gives up on a form at its first 401, which it takes for HTTP
 * authentication: so a 401 is passed on as a 200 with the same body. Counts the real statuses of the answers to POST.
 */
export async function startRelay(target: string) {
  const statuses = new Map<number, number>()
  const server = createServer((incoming, answer) => {
    const options = { method: incoming.method, headers: incoming.headers }
    const forwarded = request(`${target}${incoming.url}`, options, (response) => {
      const status = response.statusCode ?? 0
      if (incoming.method === 'POST') statuses.set(status, (statuses.get(status) ?? 0) + 1)
      answer.writeHead(status === 401 ? 200 : status, response.headers)
      response.pipe(answer)
    })
    forwarded.on('error', () => answer.destroy())
    incoming.pipe(forwarded)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: String((server.address() as AddressInfo).port),
    count: (status: number) => statuses.get(status) ?? 0,
    stop: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
