import { AuthRequest, exchangeCodeAsync, makeRedirectUri } from 'expo-auth-session'
import * as Crypto from 'expo-crypto'
import { Platform } from 'react-native'
import { googleClientIds, schemeOf } from './google-client-ids'
import { isExpoGo } from './is-expo-go'

const GOOGLE = {
  authorizationEndpoint: 'https://accounts.google.com/o/oauth2/v2/auth',
  tokenEndpoint: 'https://oauth2.googleapis.com/token',
}

const clientId = googleClientIds[Platform.OS]

/** Google comes back to no Expo Go. */
export const hasGoogle = clientId !== undefined && !isExpoGo

/**
 * Lets the user choose an account on Google's page, with PKCE and no secret. Resolves with what `loginWithProvider` and
 * `linkIdentity` take, or with nothing if the user changed their mind. The nonce goes to the service, and its hash to Google.
 */
export async function askGoogle(): Promise<{ idToken: string; nonce: string } | undefined> {
  if (!clientId) throw new Error('there is no client id for Google')
  const nonce = Crypto.randomUUID()
  const hash = await Crypto.digestStringAsync(Crypto.CryptoDigestAlgorithm.SHA256, nonce)
  const redirectUri = makeRedirectUri({ native: `${schemeOf(clientId)}:/oauthredirect` })
  const scopes = ['openid', 'email', 'profile']
  const request = new AuthRequest({ clientId, redirectUri, scopes, extraParams: { nonce: hash } })

  const result = await request.promptAsync(GOOGLE)
  if (result.type === 'error') throw result.error ?? new Error('Google refused')
  if (result.type !== 'success') return undefined
  const { idToken } = await exchangeCodeAsync(
    {
      clientId,
      redirectUri,
      code: result.params.code ?? '',
      extraParams: { code_verifier: request.codeVerifier ?? '' },
    },
    GOOGLE,
  )
  if (!idToken) throw new Error('Google gave no ID token')
  return { idToken, nonce }
}
