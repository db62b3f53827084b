// A thread that uploads, so that readers do not wait for what it takes to send. A message of a number begins: so many upload at
// once, each one picture after another. The message 0 ends, and is answered with how long each upload took, in milliseconds,
// once the last one is through.
import { Agent, request } from 'node:http'
import { parentPort, workerData } from 'node:worker_threads'

export interface UploaderData {
  url: string
  /** Of whoever may upload at the same time. */
  tokens: string[]
  picture: Uint8Array
}

const { url, tokens, picture }: UploaderData = workerData
const agent = new Agent({ keepAlive: true, maxSockets: tokens.length })
const running = { atOnce: 0, all: Promise.resolve<unknown>(undefined) }
let tookMs: number[] = []

parentPort?.on('message', async (atOnce: number) => {
  running.atOnce = atOnce
  if (atOnce > 0) {
    tookMs = []
    running.all = Promise.all(tokens.slice(0, atOnce).map(uploadOn))
  } else {
    await running.all
    parentPort?.postMessage(tookMs)
  }
})

async function uploadOn(token: string): Promise<void> {
  while (running.atOnce > 0) {
    const start = performance.now()
    await upload(token)
    tookMs.push(performance.now() - start)
  }
}

function upload(token: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { 'x-access-token': token, 'content-length': picture.length }
    const sent = request(`${url}/users/profile/avatar`, { agent, method: 'PUT', headers }, (response) => {
      response.resume()
      response.on('error', reject)
      response.on('end', () => {
        if (response.statusCode === 200) resolve()
        else reject(new Error(`an upload was answered with ${response.statusCode}`))
      })
    })
    sent.on('error', reject)
    sent.end(picture)
  })
}
