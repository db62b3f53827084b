import { randomUUID } from 'node:crypto'
import { createClient, type LatchkeyClient, memoryStorage } from 'latchkey/client'
import { press, sees, startApp, type } from './app'
import { apiUrl } from './service'

export const PASSWORD = 'correct horse battery staple'

/** Of nobody yet: the database outlives the tests. */
export const newEmail = () => `${randomUUID()}@example.com`

/** Starts the app and registers in it, by the screens. Returns the email address. */
export async function register(): Promise<string> {
  const email = newEmail()
  await startApp()
  await press('Register')
  await type('Name', 'Robin')
  await type('Email', email)
  await type('New password', PASSWORD)
  await press('Register')
  await sees(`You are ${email}.`)
  return email
}

export async function logIn(email: string, password = PASSWORD): Promise<void> {
  await type('Email', email)
  await type('Password', password)
  await press('Log in')
}

export async function logOut(): Promise<void> {
  await press('Log out')
  await sees('Try it as a guest')
}

/** Another device of a user: the client without an app. */
export async function openTablet(email: string): Promise<LatchkeyClient> {
  const tablet = createClient({ baseUrl: apiUrl, storage: memoryStorage() })
  await tablet.login({ email, password: PASSWORD, deviceName: 'Tablet' })
  return tablet
}
