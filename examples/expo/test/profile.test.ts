import { press, running, screen, sees, startApp, type, waitFor } from './support/app'
import { logOut, openTablet, PASSWORD, register } from './support/people'
import { mailWith } from './support/service'

it('changes the profile', async () => {
  await register()
  await type('Name', 'Robin II')
  await type('Bio', 'Climbs things.')
  await press('Save')
  await screen.findByDisplayValue('Climbs things.')
  await startApp()
  await screen.findByDisplayValue('Robin II')
  expect(await running.getProfile()).toMatchObject({ name: 'Robin II', bio: 'Climbs things.' })
})

it('confirms the email address with the code', async () => {
  await register()
  const { _id } = await running.getProfile()
  await press('Confirm your email')
  await type('Code', (await mailWith('/account/confirm-email', _id)).code)
  await press('Confirm')
  await screen.findByLabelText('Name')
  expect(screen.queryAllByText('Confirm your email').length).toBe(0)
})

it('... or with the link, which opens the app, and asks who is logged out to log in', async () => {
  await register()
  const { _id } = await running.getProfile()
  const { link } = await mailWith('/account/confirm-email', _id)
  await startApp(link)
  await press('Confirm')
  await screen.findByLabelText('Name')
  expect(await running.getProfile()).toMatchObject({ emailVerified: true })
  await logOut()
  await startApp(link)
  await sees('Log in, and open the link again.')
})

it('lists the devices, and logs one of them out', async () => {
  const tablet = await openTablet(await register())
  await press('Devices')
  await sees('Phone: this device')
  await press(/^Log out Tablet/)
  await waitFor(() => expect(screen.queryAllByText(/Tablet/).length).toBe(0))
  await expect(tablet.getProfile()).rejects.toMatchObject({ code: 'session_ended' })
})

it('deletes the account, and keeps nothing of it', async () => {
  const email = await register()
  await press('Delete account')
  await type('Password', 'a wrong password')
  await press('Delete it for good')
  await sees('The password is wrong.')
  await type('Password', PASSWORD)
  await press('Delete it for good')
  await sees('Try it as a guest')
  await expect(openTablet(email)).rejects.toMatchObject({ code: 'invalid_credentials' })
})
