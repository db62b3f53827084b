import { env } from 'cloudflare:workers'
import { newPerson, type Person } from './person.ts'

/** Makes a user an admin whose sessions are of level 2, as they are after a second factor. */
export const makeAdmin = (userId: string) =>
  env.DB.batch([
    env.DB.prepare(`UPDATE users SET roles = '["admin"]' WHERE id = ?`).bind(userId),
    env.DB.prepare('UPDATE sessions SET aal = 2 WHERE user_id = ?').bind(userId),
  ])

/** An admin who may operate the service. Other settings of it, if given. */
export async function newAdmin({
  email = 'admin@example.com',
  name = 'Admin',
  settings = {},
}: Parameters<typeof newPerson>[0] = {}): Promise<Person> {
  const person = await newPerson({ email, name, settings })
  await makeAdmin(person._id)
  return person
}

interface SeededUser {
  id: string
  name?: string
  email?: string | null
  roles?: string[] | null
  isGuest?: boolean
  isDisabled?: boolean
  /** In milliseconds. */
  createdAt?: number
}

/** Adds users as they are stored, all at once. */
export const addUsers = (users: SeededUser[]) =>
  env.DB.prepare(
    `INSERT INTO users (id, name, email, roles, is_guest, disabled_at, created_at, updated_at)
     SELECT value ->> 'id', coalesce(value ->> 'name', value ->> 'id'), value ->> 'email', value -> 'roles', coalesce(value ->> 'isGuest', 0),
       CASE WHEN value ->> 'isDisabled' THEN 1 END, coalesce(value ->> 'createdAt', 1), 1
     FROM json_each(?)`,
  )
    .bind(JSON.stringify(users))
    .run()
