import { readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { buildClient } from '../../client/test/support/built-client.ts'

/** A file of a website: its type, and what is in it. */
type File = [type: string, content: string | Uint8Array]

/** Serves a page without a bundler, with the client that it imports from `./client.min.js` and other files by their paths. */
export async function serveClientWebsite(page: string, others: Record<string, File> = {}) {
  const built = await buildClient()
  const files: Record<string, File> = {
    '/client.min.js': ['text/javascript', await readFile(join(built, 'client.min.js'))],
    ...others,
  }
  const server = createServer(({ url = '' }, response) => {
    const [type, content] = files[url] ?? ['text/html', page]
    response.setHeader('content-type', type)
    response.end(content)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const stop = async () => {
    server.close()
    await rm(built, { recursive: true })
  }
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, stop }
}
