// The backend that teams move in from, as its tutorial writes it: Express, bcryptjs, jsonwebtoken. A list takes the place
// of the MongoDB collection, and exports itself as mongoexport would.
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import bcrypt from 'bcryptjs'
import express, { type NextFunction, type Request, type Response } from 'express'
import jwt from 'jsonwebtoken'

export const JWT_SECRET = 'the secret of the old backend'
const SALT_ROUNDS = 10

interface UserDocument {
  _id: string
  name: string
  email: string
  password: string
  bio?: string
  createdAt: Date
  updatedAt: Date
}

const returnable = ['_id', 'name', 'email', 'bio', 'createdAt', 'updatedAt'] as const
const publicReturnable = ['_id', 'name', 'bio', 'createdAt'] as const

interface Authenticated extends Request {
  userId?: string
}

export interface TutorialBackend {
  url: string
  /** The collection in Extended JSON v2, one document a line. */
  mongoexport(options?: { canonical?: boolean }): string
  stop(): Promise<void>
}

export async function startTutorialBackend(): Promise<TutorialBackend> {
  const collection: UserDocument[] = []
  const server = createApp(collection).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    mongoexport: ({ canonical = false } = {}) =>
      collection.map((document) => `${JSON.stringify(toExtendedJson(document, canonical))}\n`).join(''),
    stop: async () => {
      server.close()
      await once(server, 'close')
    },
  }
}

function createApp(collection: UserDocument[]) {
  const app = express()
  app.use(express.json())

  app.post('/users/register', async (request, response) => {
    const { name, email, password, bio } = request.body
    if (collection.some((user) => user.email === email)) return response.status(409).json({ message: 'Email is taken' })
    const now = new Date()
    const hash = await bcrypt.hash(password, SALT_ROUNDS)
    const user = {
      _id: newObjectId(),
      name,
      email,
      password: hash,
      ...(bio && { bio }),
      createdAt: now,
      updatedAt: now,
    }
    collection.push(user)
    return response.status(201).json({ data: { ...pick(user, returnable), token: signToken(user) } })
  })

  app.post('/users/login', async (request, response) => {
    const user = collection.find(({ email }) => email === request.body.email)
    const matches = user && (await bcrypt.compare(request.body.password, user.password))
    if (!matches) return response.status(401).json({ message: 'Wrong email or password' })
    return response.json({ data: { ...pick(user, returnable), token: signToken(user) } })
  })

  app.get('/users/profile/public/:userId', (request, response) => {
    const user = collection.find(({ _id }) => _id === request.params.userId)
    if (!user) return response.status(404).json({ message: 'No such user' })
    return response.json({ data: pick(user, publicReturnable) })
  })

  app.get('/users/profile', authenticate, (request: Authenticated, response) => {
    const user = collection.find(({ _id }) => _id === request.userId)
    if (!user) return response.status(404).json({ message: 'No such user' })
    return response.json({ data: pick(user, returnable) })
  })

  app.put('/users/profile', authenticate, (request: Authenticated, response) => {
    const user = collection.find(({ _id }) => _id === request.userId)
    if (!user) return response.status(404).json({ message: 'No such user' })
    const { name = user.name, bio = user.bio } = request.body
    Object.assign(user, { name, bio, updatedAt: new Date() })
    return response.json({ data: pick(user, returnable) })
  })
  return app
}

function authenticate(request: Authenticated, response: Response, next: NextFunction) {
  try {
    const claims = jwt.verify(request.get('x-access-token') ?? '', JWT_SECRET)
    request.userId = typeof claims === 'object' ? String(claims._id) : ''
    next()
  } catch {
    response.status(401).json({ message: 'Unauthorized' })
  }
}

const signToken = ({ _id }: UserDocument) => jwt.sign({ _id }, JWT_SECRET, { expiresIn: '10d' })

const pick = (user: UserDocument, fields: readonly (keyof UserDocument)[]) =>
  Object.fromEntries(fields.map((field) => [field, user[field]]))

const newObjectId = () => `${Math.floor(Date.now() / 1_000).toString(16)}${randomBytes(8).toString('hex')}`

const toExtendedJson = ({ _id, createdAt, updatedAt, ...user }: UserDocument, canonical: boolean) => ({
  _id: { $oid: _id },
  ...user,
  createdAt: toDate(createdAt, canonical),
  updatedAt: toDate(updatedAt, canonical),
  __v: canonical ? { $numberInt: '0' } : 0,
})

const toDate = (date: Date, canonical: boolean) => ({
  $date: canonical ? { $numberLong: String(date.getTime()) } : date.toISOString(),
})
