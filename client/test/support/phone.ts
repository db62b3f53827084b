import { ORIGIN } from '../../../test/support/origin.ts'
import { call, type Service } from '../../../test/support/service.ts'
import { PASSWORD } from '../../../test/support/users.ts'
import {
  type ClientStorage,
  createClient,
  type Fetch,
  type FetchInit,
  type FetchResponse,
  type LatchkeyClient,
  memoryStorage,
} from '../../index.ts'

export interface SentRequest extends FetchInit {
  path: string
}

/** A device with the app on it. What its client sends, and tells its listeners, is noted. */
export interface Phone {
  client: LatchkeyClient
  storage: ClientStorage
  requests: SentRequest[]
  /** The paths that were called, in order. */
  paths(): string[]
  refreshes(): number
  /** `signedOut session_ended` */
  events: string[]
  /** The stored value, read. */
  stored(): Promise<any>
}

interface PhoneOptions {
  storage?: ClientStorage
  /** What is at the other end, in place of the service. */
  fetch?: Fetch
  timeout?: number
  language?: () => string | undefined
}

/** A client's way to a service of this isolate. */
export const sendTo =
  (service: Service): Fetch =>
  async (url, { body, method, headers }) => {
    const path = url.slice(ORIGIN.length)
    const sent = typeof body === 'object' ? { bytes: body } : body !== undefined && { body }
    const answer = await service(path, { method, headers, ...sent })
    const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body)
    return { status: answer.status, headers: answer.headers, text: async () => text }
  }

/** A storage in memory that counts what is written to it. */
export function countingStorage() {
  const memory = memoryStorage()
  let writes = 0
  const storage: ClientStorage = {
    ...memory,
    set: (value) => {
      writes++
      return memory.set(value)
    },
  }
  return { storage, writes: () => writes }
}

/** A storage in memory that can be locked: then nothing can be written to it, and it says `locked`. */
export function lockableStorage() {
  const memory = memoryStorage()
  let isLocked = false
  const storage: ClientStorage = {
    ...memory,
    set: (value) => (isLocked ? Promise.reject(new Error('locked')) : memory.set(value)),
  }
  const lock = () => {
    isLocked = true
  }
  const unlock = () => {
    isLocked = false
  }
  return { storage, lock, unlock }
}

export const sendToService: Fetch = sendTo(call)

export function openPhone({
  storage = memoryStorage(),
  fetch = sendToService,
  timeout,
  language,
}: PhoneOptions = {}): Phone {
  const requests: SentRequest[] = []
  const send: Fetch = (url, init) => {
    requests.push({ path: url.slice(ORIGIN.length), ...init })
    return fetch(url, init)
  }
  const client = createClient({ baseUrl: ORIGIN, storage, fetch: send, ...(timeout && { timeout }), language })
  const events: string[] = []
  for (const event of ['signedIn', 'signedOut', 'refreshed'] as const) {
    client.on(event, (...details) => events.push([event, ...details.filter(Boolean)].join(' ')))
  }
  const paths = () => requests.map(({ path }) => path)
  return {
    client,
    storage,
    requests,
    paths,
    refreshes: () => paths().filter((path) => path === '/users/token/refresh').length,
    events,
    stored: async () => JSON.parse((await storage.get()) ?? 'null'),
  }
}

/** A phone whose user has just registered; nothing of that is noted. */
export async function openSignedInPhone({
  email = 'syamlal@example.com',
  ...options
}: PhoneOptions & { email?: string } = {}) {
  const phone = openPhone(options)
  await phone.client.register({ name: 'Syamlal', email, password: PASSWORD })
  await settled()
  phone.requests.length = 0
  phone.events.length = 0
  return phone
}

/** Lets listeners be told what has happened. */
export const settled = () => new Promise<void>((resolve) => setTimeout(resolve))

/** An answer that the test gives in place of the service. */
export function answer(status: number, body: unknown, headers: Record<string, string> = {}): FetchResponse {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return { status, headers: new Headers(headers), text: async () => text }
}

/** A problem as the service answers it. */
export function problem(status: number, code: string, more: object = {}, headers: Record<string, string> = {}) {
  const body = { title: '', status, code, message: `It is ${code}.`, requestId: 'r1', ...more }
  return answer(status, body, { 'content-type': 'application/problem+json', ...headers })
}

/** Something that goes on only when it is let go. */
export function openGate() {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { open: () => open(), opened }
}

/** The code of the `LatchkeyError` that a call fails with. */
export const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'success',
    (error) => error.code ?? String(error),
  )
