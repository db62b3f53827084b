import type { LatchkeyClient, PasskeyFactorOptions, SignedIn } from 'latchkey/client'
import { isExpoGo } from './is-expo-go'
import { deviceName } from './latchkey'

export const hasPasskeys = !isExpoGo

type Device = typeof import('react-native-passkeys')
type CreationOptions = Parameters<Device['create']>[0] // knows fewer transports than there may be
type RequestOptions = Parameters<Device['get']>[0]

/** Loaded at its first use: in Expo Go it cannot be. */
const device = (): Device => require('react-native-passkeys')

/** Each resolves with nothing if the user changed their mind. */
export async function addPasskey(client: LatchkeyClient) {
  const { challengeId, options } = await client.getPasskeyOptions()
  const credential = await unlessCancelled(device().create(options as CreationOptions))
  return credential && client.addPasskey({ challengeId, credential })
}

export async function logInWithPasskey(client: LatchkeyClient): Promise<SignedIn | undefined> {
  const { challengeId, options } = await client.getPasskeyLoginOptions()
  const credential = await unlessCancelled(device().get(options))
  return credential && client.loginWithPasskey({ challengeId, credential, deviceName })
}

/** The second factor. */
export async function verifyPasskey(client: LatchkeyClient, challenge: string, options: PasskeyFactorOptions) {
  const credential = await unlessCancelled(device().get(options as RequestOptions))
  return credential && client.verifySecondFactor({ challenge, credential, deviceName })
}

async function unlessCancelled<T>(asked: Promise<T | null>): Promise<T | undefined> {
  try {
    return (await asked) ?? undefined
  } catch (error) {
    const name = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (/user_?cancelled/i.test(name)) return undefined // UserCancelled on Android, ERR_USER_CANCELLED on iOS
    throw error
  }
}
