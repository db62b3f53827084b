import type { Client, Reply } from './http.ts'

const PASSWORD = 'correct horse battery staple'

/** What the service has acknowledged about one account, and so must not lose. */
export interface Person {
  _id: string
  email: string
  name: string
  token: string
  refreshToken: string
  /** Sign-ins so far, the registration included. */
  sessions: number
}

/** A call that was not answered as it must be. */
export class WrongAnswer extends Error {}

function demand(reply: Reply, status: number, what: string): Reply {
  if (reply.status === status) return reply
  throw new WrongAnswer(`${what}: ${reply.status} ${reply.body.code ?? ''}`)
}

let registrations = 0

/** Registers somebody. */
export async function register(call: Client): Promise<Person> {
  const email = `person-${++registrations}@example.com`
  const name = `Person ${registrations}`
  const reply = demand(await call('/users/register', { body: { name, email, password: PASSWORD } }), 201, 'register')
  const { _id, token, refreshToken } = reply.body.data
  return { _id, email, name, token, refreshToken, sessions: 1 }
}

/** What people do, each with a check that the service knows what it acknowledged before. */
export const ACTIONS = {
  async login(call: Client, person: Person) {
    const reply = await call('/users/login', { body: { email: person.email, password: PASSWORD } })
    const { token, refreshToken, name } = demand(reply, 200, 'login').body.data
    compare('name at login', name, person.name)
    Object.assign(person, { token, refreshToken, sessions: person.sessions + 1 })
  },

  async refresh(call: Client, person: Person) {
    const reply = await call('/users/token/refresh', { body: { refreshToken: person.refreshToken } })
    Object.assign(person, demand(reply, 200, 'refresh').body.data)
  },

  async read(call: Client, person: Person) {
    const { body } = demand(await call('/users/profile', { token: person.token }), 200, 'read')
    compare('own name', body.data.name, person.name)
  },

  async readPublic(call: Client, person: Person) {
    const { body } = demand(await call(`/users/profile/public/${person._id}`), 200, 'readPublic')
    compare('public name', body.data.name, person.name)
  },

  async write(call: Client, person: Person) {
    const name = `${person.email} ${Math.random()}`
    const reply = await call('/users/profile', { method: 'PUT', token: person.token, body: { name } })
    compare('written name', demand(reply, 200, 'write').body.data.name, name)
    person.name = name
  },
}

export type Action = keyof typeof ACTIONS

/** Reads back everything that was acknowledged for a person; throws on the first that is lost. */
export async function readBack(call: Client, person: Person): Promise<void> {
  await ACTIONS.read(call, person)
  await ACTIONS.readPublic(call, person)
  const { body } = demand(await call('/users/sessions', { token: person.token }), 200, 'sessions')
  compare('sessions', body.data.length, Math.min(person.sessions, 100)) // the list has at most a hundred
  await ACTIONS.refresh(call, person)
}

function compare(what: string, actual: unknown, expected: unknown): void {
  if (actual !== expected) throw new WrongAnswer(`lost write: ${what} is ${actual} and not ${expected}`)
}
