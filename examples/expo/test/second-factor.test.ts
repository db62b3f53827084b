import { press, running, screen, sees, startApp, type } from './support/app'
import { phoneKeys } from './support/authenticator'
import { shownCode } from './support/authenticator-app'
import { logIn, logOut, openTablet, register } from './support/people'

/** Adds an authenticator app by the screens. Returns its secret, and a recovery code. */
async function addAuthenticator() {
  await press('Add an authenticator app')
  await press('Begin')
  const [, secret = ''] = /: (\w+)$/.exec(String((await screen.findByText(/^Or type/)).props.children)) ?? []
  await type('Code', shownCode(secret))
  await press('Confirm')
  const recoveryCode = String((await screen.findAllByText(/^\w{4}(-\w{4})+$/))[0]?.props.children)
  await press('Done')
  return { secret, recoveryCode }
}

it('asks for the code of the authenticator app at the next login', async () => {
  const email = await register()
  const { secret } = await addAuthenticator()
  await sees(`You are ${email}.`)
  await logOut()
  await logIn(email)
  await sees(/recovery codes/)
  await type('Code', shownCode(secret, 1))
  await press('Continue')
  await sees(`You are ${email}.`)
})

it('takes a recovery code for a lost phone', async () => {
  const email = await register()
  const { recoveryCode } = await addAuthenticator()
  await logOut()
  await logIn(email)
  await sees(/recovery codes/)
  await type('Code', recoveryCode)
  await press('Continue')
  await sees(`You are ${email}.`)
})

it('takes a passkey instead', async () => {
  phoneKeys.forget()
  const email = await register()
  await press('Add a passkey')
  await addAuthenticator()
  await logOut()
  await logIn(email)
  await press('Use a passkey')
  await sees(`You are ${email}.`)
})

it('steps up a session that began before the factor', async () => {
  const email = await register()
  const tablet = await openTablet(email)
  const { factorId, secret } = await tablet.addTotpFactor({})
  await tablet.confirmTotpFactor({ factorId, code: shownCode(secret) })
  await startApp()
  await press('Save')
  await sees(/recovery codes/)
  await type('Code', shownCode(secret, 1))
  await press('Continue')
  await sees(`You are ${email}.`)
  await expect(running.getProfile()).resolves.toMatchObject({ email })
})
