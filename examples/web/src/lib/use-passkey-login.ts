import { useUser } from 'latchkey/react'
import { useEffect, useState } from 'react'
import { getPasskey, knowsPasskeys, offerPasskeys } from './passkeys.ts'

/**
 * Signs in with a passkey: by the returned function, and by itself where the browser offers passkeys in a field with
 * `autoComplete="username webauthn"` (conditional UI). `undefined` while it is not known that the service has passkeys.
 */
export function usePasskeyLogin(): (() => Promise<unknown>) | undefined {
  const { client } = useUser()
  const [isOffered, setIsOffered] = useState(false)

  useEffect(() => {
    if (!knowsPasskeys) return
    const own = new AbortController()

    /** Offers passkeys until one is chosen; with new options when the old ones expire. */
    async function offerInField(): Promise<void> {
      const { challengeId, expiresAt, options } = await client.getPasskeyLoginOptions()
      if (own.signal.aborted) return
      setIsOffered(true)
      if (!(await PublicKeyCredential.isConditionalMediationAvailable())) return
      const signal = AbortSignal.any([own.signal, AbortSignal.timeout(Date.parse(expiresAt) - Date.now())])
      try {
        await client.loginWithPasskey({ challengeId, credential: await offerPasskeys(options, signal) })
      } catch (error) {
        if (isTimeout(error)) return offerInField()
        throw error
      }
    }

    // Without passkeys, or without a network, there is a password: nothing to say.
    offerInField().catch(() => {})
    return () => own.abort()
  }, [client])

  async function logIn() {
    const { challengeId, options } = await client.getPasskeyLoginOptions()
    return client.loginWithPasskey({ challengeId, credential: await getPasskey(options) })
  }

  return isOffered ? logIn : undefined
}

const isTimeout = (error: unknown) => error instanceof DOMException && error.name === 'TimeoutError'
