// An app in a process of its own, with the built client: reads the profile of who is signed in, refreshes, and reads it
// again. It kills itself at its n-th step, where it waits for the storage or the service, and has written which it was.
// Arguments: the built client, the service's URL, the file of the storage, n (none: it lives).
import { writeSync } from 'node:fs'
import type * as latchkey from '../../../client/index.ts'
import { fileStorage } from './file-storage.ts'

const [, , built = '', baseUrl = '', file = '', lastStep = ''] = process.argv
const { createClient }: typeof latchkey = await import(built)

let step = 0

async function reach(where: string): Promise<void> {
  if (lastStep === '' || step++ < Number(lastStep)) return
  writeSync(1, where)
  process.kill(process.pid, 'SIGKILL')
  await new Promise(() => {}) // the signal may take its time
}

async function around<T>(what: string, work: () => T | Promise<T>): Promise<T> {
  await reach(`before ${what}`)
  const result = await work()
  await reach(`after ${what}`)
  return result
}

const stored = fileStorage(file, () => reach('within writing the storage'))

const client = createClient({
  baseUrl,
  storage: {
    get: () => around('reading the storage', () => stored.get()),
    set: (value) => around('writing the storage', () => stored.set(value)),
    remove: () => around('deleting the storage', () => stored.remove()),
  },
  fetch: async (url, init) => {
    const name = new URL(url).pathname
    const response = await around(`the answer of ${name}`, async () => {
      const answer = fetch(url, init)
      answer.catch(() => {}) // it is awaited only after the next step
      await new Promise((resolve) => setTimeout(resolve, 1))
      await reach(`while ${name} is under way`)
      return answer
    })
    return {
      status: response.status,
      headers: response.headers,
      text: () => around(`reading the answer of ${name}`, () => response.text()),
    }
  },
})

client.on('signedOut', (reason) => writeSync(1, `signed out: ${reason}\n`))

const { name } = await client.getProfile()
if (lastStep === '') {
  await client.refreshToken()
  await client.getProfile()
  writeSync(1, name)
}
