import { press, running, sees, startApp, type } from './support/app'
import { phoneKeys } from './support/authenticator'
import { google } from './support/google'
import { logIn, logOut, newEmail, PASSWORD, register } from './support/people'

async function beGuest(): Promise<string> {
  await startApp()
  await press('Try it as a guest')
  await sees('You are a guest.')
  return (await running.getProfile())._id
}

it('uses the app as a guest, and keeps the account by an email address and a password', async () => {
  const _id = await beGuest()
  const email = newEmail()
  await press('Keep your account')
  await type('Email', email)
  await type('New password', PASSWORD)
  await press('Keep it')
  await sees(`You are ${email}.`)
  expect(await running.getProfile()).toMatchObject({ _id, isGuest: false })
})

it('... by Google', async () => {
  const _id = await beGuest()
  const email = newEmail()
  google.choose(email)
  await press('Keep your account')
  await press('Continue with Google')
  await sees(`You are ${email}.`)
  expect(await running.getProfile()).toMatchObject({ _id, isGuest: false })
})

it('... by a passkey, and needs no email address', async () => {
  phoneKeys.forget()
  const _id = await beGuest()
  await press('Keep your account')
  await press('Add a passkey')
  await sees('You are Guest.')
  expect(await running.getProfile()).toMatchObject({ _id, isGuest: false })
  await logOut()
  await press('Log in with a passkey')
  await sees('You are Guest.')
})

it('logs in to an account that exists, which takes the guest in', async () => {
  const email = await register()
  await logOut()
  const guestId = await beGuest()
  await press('Keep your account')
  await press('I have an account')
  await logIn(email)
  await sees(`You are ${email}.`)
  const { data } = await running.listActivity({})
  expect(data).toContainEqual(expect.objectContaining({ type: 'guest_merged', otherId: guestId }))
})
