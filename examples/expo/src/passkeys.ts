import type { LatchkeyClient, PasskeyFactorOptions, SignedIn } from 'latchkey/client'
import { isExpoGo } from './is-expo-go'
import { deviceName } from './latchkey'

export const hasPasskeys = !isExpoGo

/** Loaded at its first use: in Expo Go it cannot be. */
const device = () => import('react-native-passkeys')

type CreationOptions = Parameters<Awaited<ReturnType<typeof device>>['create']>[0] // knows fewer transports than there may be
type RequestOptions = Parameters<Awaited<ReturnType<typeof device>>['get']>[0]

/** Each resolves with nothing if the user changed their mind. */
export async function addPasskey(client: LatchkeyClient) {
  const { challengeId, options } = await client.getPasskeyOptions()
  const credential = await unlessCancelled((await device()).create(options as CreationOptions))
  return credential && client.addPasskey({ challengeId, credential })
}

export async function logInWithPasskey(client: LatchkeyClient): Promise<SignedIn | undefined> {
  const { challengeId, options } = await client.getPasskeyLoginOptions()
  const credential = await unlessCancelled((await device()).get(options))
  return credential && client.loginWithPasskey({ challengeId, credential, deviceName })
}

/** The second factor. */
export async function verifyPasskey(client: LatchkeyClient, challenge: string, options: PasskeyFactorOptions) {
  const credential = await unlessCancelled((await device()).get(options as RequestOptions))
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
