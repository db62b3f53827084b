import { type ChildProcess, fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import jwt from 'jsonwebtoken'
import { cloneRow, hurry, numbers } from './seed.ts'
import { type Contender, SAMPLE, send } from './server.ts'
import { tutorialRegistration, tutorialRequests } from './tutorial.ts'

const APP = new URL('../workers/express/index.ts', import.meta.url)

/** The tutorial's app in a Node of its own. */
export function express(): Contender {
  const secret = randomBytes(32).toString('hex')
  return {
    name: 'Express',
    async seed(directory, users) {
      mkdirSync(directory, { recursive: true })
      const { origin, stop } = await serve(directory, secret)
      await send(origin, tutorialRegistration())
      await stop()
      const database = open(directory)
      hurry(database)
      const replaced = { _id: 'lower(hex(randomblob(12)))', email: "'user' || n || '@example.com'" }
      cloneRow(database, 'users', numbers(users - 1), replaced)
      database.close()
    },
    async start(directory) {
      const people = samplePeople(directory, secret)
      return { ...(await serve(directory, secret)), requests: tutorialRequests(people) }
    },
  }
}

async function serve(directory: string, secret: string) {
  const env = { ...process.env, NODE_ENV: 'production', DATABASE: file(directory), JWT_SECRET: secret }
  const child: ChildProcess = fork(APP, { env })
  const [{ port }] = await once(child, 'message')
  if (!child.pid) throw new Error('Express did not start')
  const stop = async () => {
    const exit = once(child, 'exit')
    child.kill()
    await exit
  }
  return { origin: `http://127.0.0.1:${port}`, pid: child.pid, stop }
}

const file = (directory: string) => join(directory, 'express.sqlite')
const open = (directory: string) => new DatabaseSync(file(directory))

function samplePeople(directory: string, secret: string) {
  const database = open(directory)
  const rows = database.prepare(`SELECT _id, email FROM users ORDER BY random() LIMIT ${SAMPLE}`).all()
  database.close()
  return rows.map(({ _id, email }) => ({
    userId: String(_id),
    email: String(email),
    token: jwt.sign({ _id }, secret, { expiresIn: '10d' }),
  }))
}
