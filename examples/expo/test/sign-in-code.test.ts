import { press, running, sees, startApp, type } from './support/app'
import { newEmail, register } from './support/people'
import { mailWith } from './support/service'

const mailTo = (email: string) => mailWith('/account/sign-in-code', encodeURIComponent(email))

async function requestCode(email: string) {
  await startApp()
  await press('Log in by email')
  await type('Email', email)
  await press('Send a code')
  return mailTo(email)
}

it('logs in with the code of an email, and makes a user of who is new', async () => {
  const email = newEmail()
  const { code } = await requestCode(email)
  await type('Code', code)
  await press('Log in')
  await sees(`You are ${email}.`)
  expect(await running.getProfile()).toMatchObject({ emailVerified: true })
})

it('says so if the code is wrong', async () => {
  const { code } = await requestCode(newEmail())
  await type('Code', code === '000000' ? '000001' : '000000')
  await press('Log in')
  await sees(/code is wrong/)
})

it('logs in with the link, also if the phone has killed the app while the user read the email', async () => {
  const email = newEmail()
  const { link } = await requestCode(email)
  await startApp(link)
  await press(`Log in as ${email}`)
  await sees(`You are ${email}.`)
})

it('refuses the link of somebody else, who would like the user to be in their account', async () => {
  const stranger = newEmail()
  await register()
  await running.sendLoginCode({ email: stranger }) // from a device of theirs
  await running.logout()
  const { link } = await mailTo(stranger)
  await requestCode(newEmail())
  await startApp(link)
  await press(`Log in as ${stranger}`)
  await sees('Nobody has requested this link on this device.')
  expect(await running.isSignedIn()).toBe(false)
})
