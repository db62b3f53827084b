import { call, type Service } from './service.ts'

export const PASSWORD = 'correct horse battery staple'

export interface SignedIn {
  _id: string
  name: string
  email: string
  token: string
  refreshToken: string
}

/** Registers somebody and answers their sign-in. */
export async function registerUser(
  { email = 'syamlal@example.com', name = 'Syamlal' } = {},
  service: Service = call,
): Promise<SignedIn> {
  const { status, body } = await service('/users/register', { body: { name, email, password: PASSWORD } })
  if (status !== 201) throw new Error(`registering failed: ${JSON.stringify(body)}`)
  return body.data
}
