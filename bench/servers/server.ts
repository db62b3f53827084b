import type { WorkerOptions } from '../../scripts/support/bundle.ts'

/** What a client of such a backend does, by the names that the tables use. */
export type Call = 'register' | 'login' | 'own profile' | 'update' | 'public profile'

/** One HTTP request, as undici takes it. */
export interface CallRequest {
  method: 'GET' | 'POST' | 'PUT'
  path: string
  headers: Record<string, string>
  body?: string
}

/** A server under test, running. */
export interface Server {
  origin: string
  pid: number
  /** Makes `count` requests for a call, each for another user as long as there are enough. Only calls that it has. */
  requests: Partial<Record<Call | 'hash', (count: number) => CallRequest[]>>
  stop(): Promise<void>
}

/** A server that can be set up with so many users and started. */
export interface Contender {
  name: string
  /** Fills `directory` with a database of `users` users, made from one that registered by HTTP. */
  seed(directory: string, users: number): Promise<void>
  /** Serves what `seed` made; a Worker with `options` in place of its own, if given. */
  start(directory: string, options?: WorkerOptions): Promise<Server>
  /** Only of a Worker. */
  options?: WorkerOptions
}

/** How many people call, picked at random from all who are there. */
export const SAMPLE = 2_000

export const PASSWORD = 'correct horse battery staple'

const JSON_HEADERS = { 'content-type': 'application/json' }

export const getRequest = (path: string, headers: Record<string, string> = {}): CallRequest => ({
  method: 'GET',
  path,
  headers,
})

export const jsonRequest = (
  method: 'POST' | 'PUT',
  path: string,
  body: object,
  headers: Record<string, string> = {},
): CallRequest => ({ method, path, headers: { ...JSON_HEADERS, ...headers }, body: JSON.stringify(body) })

let registered = 0

/** A person whom no server knows yet. */
export const newcomer = () => ({ name: 'Newcomer', email: `newcomer${registered++}@example.org`, password: PASSWORD })

/** `count` requests, one for each member of `people`, from the start again when they run out. */
export const forEachOf =
  <P>(people: P[], request: (person: P, n: number) => CallRequest) =>
  (count: number): CallRequest[] =>
    Array.from({ length: count }, (_, n) => request(people[n % people.length] as P, n))

/** Sends one request; throws unless it succeeds. */
export async function send(origin: string, { path, ...init }: CallRequest): Promise<Response> {
  const response = await fetch(new URL(path, origin), init)
  if (!response.ok) throw new Error(`${init.method} ${path} answered ${response.status}: ${await response.text()}`)
  return response
}
