import { press, running, sees, startApp, type } from './support/app'
import { stored } from './support/keychain'
import { logIn, logOut, openTablet, register } from './support/people'
import { mailWith } from './support/service'

it('registers, and stays logged in when the app is killed', async () => {
  const email = await register()
  await startApp()
  await sees(`You are ${email}.`)
})

it('keeps what it keeps in the keychain, and each value fits in there', async () => {
  await register()
  expect(Object.keys(stored()).sort()).toEqual(['latchkey', 'latchkey.profile'])
  for (const value of Object.values(stored())) expect(Buffer.byteLength(value)).toBeLessThanOrEqual(2048)
})

it('starts without a network, and shows who is logged in', async () => {
  const email = await register()
  const online = globalThis.fetch
  globalThis.fetch = () => Promise.reject(new TypeError('Network request failed'))
  try {
    await startApp()
    await sees(`You are ${email}.`)
    await press('Save')
    await sees('Check your connection and try again.')
    await sees(`You are ${email}.`)
  } finally {
    globalThis.fetch = online
  }
})

it('says what is wrong, and logs in again', async () => {
  const email = await register()
  await logOut()
  await logIn(email, 'a wrong password')
  await sees('The email or the password is wrong.')
  await logIn(email)
  await sees(`You are ${email}.`)
})

it('says why nobody is logged in any more', async () => {
  const email = await register()
  await (await openTablet(email)).endOtherSessions()
  await startApp()
  await sees('You were logged out. Log in again.')
})

it('sets a new password with the code of the email', async () => {
  const email = await register()
  await logOut()
  await press('Forgot password')
  await type('Email', email)
  await press('Send a code')
  const { code } = await mailWith('/account/reset-password', encodeURIComponent(email))
  await type('Code', code)
  await type('New password', 'another horse battery staple')
  await press('Set the password')
  await sees(`You are ${email}.`)
})

it('... or with its link, which opens the app', async () => {
  const email = await register()
  await running.logout()
  await running.forgotPassword({ email })
  const { link } = await mailWith('/account/reset-password', encodeURIComponent(email))
  await startApp(link)
  await sees(`For ${email}`)
  await type('New password', 'another horse battery staple')
  await press('Set the password')
  await sees(`You are ${email}.`)
})
