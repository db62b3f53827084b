import { env } from 'cloudflare:workers'
import { call, type Service } from './service.ts'

/** A guest who has just begun. */
export interface Guest {
  _id: string
  name: string
  email: null
  isGuest: true
  token: string
  refreshToken: string
}

/** Begins as a guest and answers their sign-in. */
export async function createGuest(service: Service = call, body: Record<string, unknown> = {}): Promise<Guest> {
  const response = await service('/users/guest', { body })
  if (response.status !== 201) throw new Error(`beginning failed: ${JSON.stringify(response.body)}`)
  return response.body.data
}

/** Whether there is still such a user, guest or not. */
export const exists = async (userId: string): Promise<boolean> =>
  (await env.DB.prepare('SELECT 1 FROM users WHERE id = ?').bind(userId).first()) !== null
