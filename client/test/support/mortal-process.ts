import { ORIGIN } from '../../../test/support/origin.ts'
import { type ClientStorage, createClient, type Fetch, type LatchkeyClient, type StoredValue } from '../../index.ts'
import { sendToService } from './phone.ts'

/** A process with a client in it, that is killed at its n-th step: from there on nothing happens in it any more. */
export interface MortalProcess {
  client: LatchkeyClient
  /** Settles when it is killed, with where. */
  death: Promise<string>
}

/**
 * A step is a point at which the client waits for something outside: before and after each use of the storage and each
 * part of a call. The storage itself, and what the service has done, outlive the process.
 */
export function startProcess(storage: ClientStorage, lastStep: number, send: Fetch = sendToService): MortalProcess {
  let step = 0
  let die: (where: string) => void = () => {}
  const death = new Promise<string>((resolve) => {
    die = resolve
  })

  async function reach(where: string): Promise<void> {
    if (step++ < lastStep) return
    die(where)
    await new Promise(() => {}) // for ever
  }

  async function around<T>(what: string, work: () => T | Promise<T>): Promise<T> {
    await reach(`before ${what}`)
    const result = await work()
    await reach(`after ${what}`)
    return result
  }

  const fetch: Fetch = async (url, init) => {
    const name = url.slice(ORIGIN.length)
    const response = await around(`the answer of ${name}`, () => send(url, init))
    return { ...response, text: () => around(`reading the answer of ${name}`, () => response.text()) }
  }
  const mortal = (name: string, value: StoredValue): StoredValue => ({
    get: () => around(`reading the ${name}`, () => value.get()),
    set: (text) => around(`writing the ${name}`, () => value.set(text)),
    remove: () => around(`deleting the ${name}`, () => value.remove()),
  })
  const mortalStorage: ClientStorage = {
    ...mortal('storage', storage),
    ...(storage.profile && { profile: mortal('profile', storage.profile) }),
  }
  return { client: createClient({ baseUrl: ORIGIN, storage: mortalStorage, fetch }), death }
}
