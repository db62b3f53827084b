import { press, running, screen, sees, startApp, waitFor } from './support/app'
import { google } from './support/google'
import { newEmail } from './support/people'

afterEach(() => google.choose(undefined))

it('logs in with Google, and knows the user again', async () => {
  const email = newEmail()
  google.choose(email)
  await startApp()
  await press('Continue with Google')
  await sees(`You are ${email}.`)
  const { _id } = await running.getProfile()
  await press('Log out')
  await press('Continue with Google')
  await sees(`You are ${email}.`)
  expect(await running.getProfile()).toMatchObject({ _id })
})

it('does nothing if the user closes the page', async () => {
  await startApp()
  await press('Continue with Google')
  await waitFor(() => expect(google.wasAsked()).toBe(true))
  await press('Register') // once nothing is under way
  expect(screen.queryAllByRole('alert', { includeHiddenElements: true }).length).toBe(0)
  expect(await running.isSignedIn()).toBe(false)
})

it('deletes an account that has no password', async () => {
  google.choose(newEmail())
  await startApp()
  await press('Continue with Google')
  await press('Delete account')
  await press('Confirm with Google and delete')
  await sees('Try it as a guest')
})
