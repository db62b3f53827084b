import { describe, expect, it } from 'vitest'
import { signWith } from '../../test/support/authenticator.ts'
import { advance, DAY, stopClock } from '../../test/support/clock.ts'
import { exists } from '../../test/support/guests.ts'
import { openMailbox } from '../../test/support/mailbox.ts'
import { addPasskey } from '../../test/support/passkeys.ts'
import { apple } from '../../test/support/providers.ts'
import { call, serviceWith } from '../../test/support/service.ts'
import { PASSWORD, registerUser } from '../../test/support/users.ts'
import { openPhone, openSignedInPhone, type Phone, sendTo } from './support/phone.ts'

const CREDENTIALS = { email: 'syamlal@example.com', password: PASSWORD }

/** A phone on which somebody has begun as a guest. */
async function openGuestsPhone(): Promise<Phone & { guestId: string }> {
  const phone = openPhone()
  const { _id } = await phone.client.createGuest({})
  return { ...phone, guestId: _id }
}

const sentLogin = ({ requests }: Phone) =>
  JSON.parse(String(requests.findLast(({ path }) => path.startsWith('/users/login'))?.body ?? '{}'))

describe('a guest', () => {
  it('is signed in, and stays so as the user whom they become', async () => {
    const { client, guestId } = await openGuestsPhone()
    expect(await client.lastProfile()).toMatchObject({ _id: guestId, isGuest: true })
    const profile = await client.upgradeGuest({ email: 'robin@example.com', password: PASSWORD })
    expect(profile).toMatchObject({ _id: guestId, isGuest: false })
    expect(await client.lastProfile()).toEqual(profile)
    expect(await client.status()).toBe('signedIn')
  })

  it('is the user of the account that they link, also in the last profile', async () => {
    const { client, guestId } = await openGuestsPhone()
    await client.linkIdentity('apple', { idToken: await apple.idToken() })
    expect(await client.lastProfile()).toMatchObject({ _id: guestId, isGuest: false, email: 'robin@icloud.example' })
  })

  it('is merged into whoever logs in, and the app is told whom to forget', async () => {
    const { _id } = await registerUser()
    const { client, guestId } = await openGuestsPhone()
    expect(await client.login(CREDENTIALS)).toMatchObject({ _id, mergedGuestId: guestId })
    expect(await exists(guestId)).toBe(false)
    expect(await client.lastProfile()).not.toHaveProperty('mergedGuestId')
    expect(await client.getProfile()).toMatchObject({ _id, isGuest: false })
  })

  it('is merged into whoever signs in with a provider', async () => {
    const { client, guestId } = await openGuestsPhone()
    const signedIn = await client.loginWithProvider('apple', { idToken: await apple.idToken() })
    expect(signedIn).toMatchObject({ isGuest: false, mergedGuestId: guestId })
  })

  it('becomes the user whom a mailed code makes, and is merged into one who is there', async () => {
    const mailbox = openMailbox()
    const service = serviceWith({ EMAIL: mailbox.EMAIL, SIGN_UP_BY_CODE: 'on' })
    const signIn = async (client: Phone['client']) => {
      await client.sendLoginCode({ email: 'robin@example.com' })
      return client.loginWithCode({ email: 'robin@example.com', code: mailbox.lastCode() })
    }
    const first = openPhone({ fetch: sendTo(service) })
    const { _id } = await first.client.createGuest({})
    expect(await signIn(first.client)).toMatchObject({ _id, isGuest: false })
    expect(await first.client.getProfile()).toMatchObject({ _id, emailVerified: true })
    const second = openPhone({ fetch: sendTo(service) })
    const guest = await second.client.createGuest({})
    expect(await signIn(second.client)).toMatchObject({ _id, mergedGuestId: guest._id })
  })

  it('is merged into whoever logs in with a passkey', async () => {
    const { _id, token } = await registerUser()
    const passkey = await addPasskey(token)
    const { client, guestId } = await openGuestsPhone()
    const { challengeId, options } = await client.getPasskeyLoginOptions()
    const credential = await signWith(passkey, options)
    expect(await client.loginWithPasskey({ challengeId, credential })).toMatchObject({ _id, mergedGuestId: guestId })
  })

  it('is merged also if their access token has expired, or the app was started again', async () => {
    stopClock()
    await registerUser()
    const { storage, guestId } = await openGuestsPhone()
    advance(11 * DAY)
    const restarted = openPhone({ storage })
    expect(await restarted.client.login(CREDENTIALS)).toMatchObject({ mergedGuestId: guestId })
  })
})

describe('a login says nothing of a guest', () => {
  it('where none is signed in', async () => {
    const phone = await openSignedInPhone()
    await phone.client.login(CREDENTIALS)
    expect(sentLogin(phone)).not.toHaveProperty('guestToken')
  })

  it('who has become a user elsewhere, whom the last profile still calls a guest', async () => {
    await registerUser()
    const phone = await openGuestsPhone()
    const { token } = await phone.stored()
    const body = { email: 'robin@example.com', password: PASSWORD }
    await call('/users/guest/upgrade', { token, body })
    await phone.client.login(CREDENTIALS)
    expect(sentLogin(phone)).not.toHaveProperty('guestToken')
    expect(await exists(phone.guestId)).toBe(true)
  })

  it('whose session has ended', async () => {
    await registerUser()
    const phone = await openGuestsPhone()
    const { token } = await phone.stored()
    await call('/users/logout', { method: 'POST', token })
    expect(await phone.client.login(CREDENTIALS)).not.toHaveProperty('mergedGuestId')
    expect(sentLogin(phone)).not.toHaveProperty('guestToken')
  })

  it('but what the app says', async () => {
    const phone = await openGuestsPhone()
    await registerUser()
    await phone.client.login({ ...CREDENTIALS, guestToken: 'of the app' })
    expect(sentLogin(phone).guestToken).toBe('of the app')
  })
})
