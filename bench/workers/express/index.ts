// The tutorial's backend: Express, bcryptjs at cost 10, jsonwebtoken, cors, body-parser. SQLite in this process takes
// the place of MongoDB: no network and no driver, which favours it.
import { randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import bcrypt from 'bcryptjs'
import bodyParser from 'body-parser'
import cors from 'cors'
import express, { type NextFunction, type Request, type Response } from 'express'
import jwt from 'jsonwebtoken'

const { DATABASE = ':memory:', JWT_SECRET = '' } = process.env
const SALT_ROUNDS = 10

const database = new DatabaseSync(DATABASE)
database.exec(`
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL; -- it need not wait for the disk, which favours it again
  CREATE TABLE IF NOT EXISTS users (
    _id TEXT PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL UNIQUE, password TEXT NOT NULL,
    bio TEXT, avatarUrl TEXT, createdAt TEXT NOT NULL
  );
`)
const insert = database.prepare('INSERT INTO users (_id, name, email, password, createdAt) VALUES (?, ?, ?, ?, ?)')
const findById = database.prepare('SELECT * FROM users WHERE _id = ?')
const findByEmail = database.prepare('SELECT * FROM users WHERE email = ?')
const update = database.prepare(
  'UPDATE users SET name = coalesce(?, name), bio = coalesce(?, bio), avatarUrl = coalesce(?, avatarUrl) WHERE _id = ?',
)

const returnable = ['_id', 'name', 'email', 'bio', 'avatarUrl', 'createdAt']
const publicReturnable = ['_id', 'name', 'bio', 'avatarUrl', 'createdAt']

type User = Record<string, SQLInputValue>
const pick = (user: User, fields: string[]) => Object.fromEntries(fields.map((field) => [field, user[field]]))
const signToken = (user: User) => jwt.sign({ _id: user._id }, JWT_SECRET, { expiresIn: '10d' })

interface Caller extends Request {
  userId?: string
}

function authenticate(request: Caller, response: Response, next: NextFunction) {
  try {
    const claims = jwt.verify(request.get('x-access-token') ?? '', JWT_SECRET)
    request.userId = typeof claims === 'object' ? String(claims._id) : ''
    next()
  } catch {
    response.status(401).json({ message: 'Unauthorized' })
  }
}

const app = express()
app.use(cors())
app.use(bodyParser.json())
app.use(bodyParser.urlencoded({ extended: true }))

app.post('/users/register', async (request, response) => {
  const { name, email, password } = request.body
  if (findByEmail.get(email)) return response.status(409).json({ message: 'Email is taken' })
  const user = { _id: randomBytes(12).toString('hex'), name, email, createdAt: new Date().toISOString() }
  insert.run(user._id, name, email, await bcrypt.hash(password, SALT_ROUNDS), user.createdAt)
  return response.status(201).json({ data: { ...user, token: signToken(user) } })
})

app.post('/users/login', async (request, response) => {
  const { email, password } = request.body
  const user = findByEmail.get(email)
  const matches = user && (await bcrypt.compare(password, String(user.password)))
  if (!matches) return response.status(401).json({ message: 'Wrong email or password' })
  return response.json({ data: { ...pick(user, returnable), token: signToken(user) } })
})

app.get('/users/profile/public/:userId', (request, response) => {
  const user = findById.get(request.params.userId)
  if (!user) return response.status(404).json({ message: 'No such user' })
  return response.json({ data: pick(user, publicReturnable) })
})

app.get('/users/profile', authenticate, (request: Caller, response) => {
  const user = findById.get(request.userId ?? '')
  if (!user) return response.status(404).json({ message: 'No such user' })
  return response.json({ data: pick(user, returnable) })
})

app.put('/users/profile', authenticate, (request: Caller, response) => {
  const { name = null, bio = null, avatarUrl = null } = request.body
  update.run(name, bio, avatarUrl, request.userId ?? '')
  const user = findById.get(request.userId ?? '')
  if (!user) return response.status(404).json({ message: 'No such user' })
  return response.json({ data: pick(user, returnable) })
})

const server = app.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  process.send?.({ port })
})

process.on('disconnect', () => process.exit()) // with whoever started it
