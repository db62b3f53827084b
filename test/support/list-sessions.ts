import { call } from './service.ts'

interface Item {
  _id: string
  current: boolean
  deviceName: string | null
  country: string | null
  createdAt: string
  lastRefreshedAt: string
}

/** The sessions of a user, as `GET /users/sessions` lists them. */
export async function listSessions(token: string): Promise<Item[]> {
  const { status, body } = await call('/users/sessions', { token })
  if (status !== 200) throw new Error(`listing failed: ${body.code}`)
  return body.data
}
