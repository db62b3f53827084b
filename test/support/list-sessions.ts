import type { SessionItem } from '../../client/index.ts'
import { call } from './service.ts'

/** The sessions of a user, as `GET /users/sessions` lists them. */
export async function listSessions(token: string): Promise<SessionItem[]> {
  const { status, body } = await call('/users/sessions', { token })
  if (status !== 200) throw new Error(`listing failed: ${body.code}`)
  return body.data
}
