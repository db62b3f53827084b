import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { address, type RunningDev, startDev } from './support/npm-dev.ts'

let dev: RunningDev

describe.skipIf(!address)('npm run dev -- --ip 0.0.0.0, for somebody else in the network', () => {
  beforeAll(async () => {
    dev = await startDev(['--ip', '0.0.0.0'])
  })

  afterAll(() => dev?.stop())

  it('serves the Worker', async () => {
    expect(await statusOf('/health')).toBe(200)
  })

  it.each(['/cdn-cgi/local/explorer', '/cdn-cgi/local/explorer/api/d1/database', '/cdn-cgi/explorer/api/d1/database'])(
    'has no Local Explorer, whatever Host is sent: %s',
    async (path) => {
      expect(await statusOf(path)).toBe(404)
    },
  )
})

/** The status of a GET over the other address, by a client that claims to be on this machine. */
const statusOf = (path: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const headers = { host: 'localhost' }
    const asked = request({ host: address, port: new URL(dev.url).port, path, headers }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    asked.on('error', reject).end()
  })
