import { press, running, screen, sees, startApp, waitFor } from './support/app'
import { phoneKeys } from './support/authenticator'
import { logOut, register } from './support/people'

beforeEach(() => phoneKeys.forget())

it('adds a passkey, and logs in with it', async () => {
  const email = await register()
  await press('Add a passkey')
  await waitFor(async () => expect(await running.listPasskeys()).toHaveLength(1))
  await logOut()
  await press('Log in with a passkey')
  await sees(`You are ${email}.`)
})

it('does nothing if the user cancels', async () => {
  await startApp()
  phoneKeys.cancelNext()
  await press('Log in with a passkey')
  await waitFor(() => expect(phoneKeys.wasCancelled()).toBe(true))
  await press('Register') // once nothing is under way
  expect(screen.queryAllByRole('alert', { includeHiddenElements: true }).length).toBe(0)
  expect(await running.isSignedIn()).toBe(false)
})
