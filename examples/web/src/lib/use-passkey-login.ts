import { useUser } from 'latchkey/react'
import { useEffect, useState } from 'react'
import { getPasskey, knowsPasskeys, offerPasskeys } from './passkeys.ts'

interface PasskeyLogin {
  /** Whether the service and the browser have passkeys; not until the service has said so. */
  isOffered: boolean
  logIn: () => Promise<unknown>
  /** Why the passkey that was chosen in the field did not sign in. */
  failure: unknown
}

/**
 * Signs in with a passkey: by `logIn`, and by itself where the browser offers passkeys in a field with
 * `autoComplete="username webauthn"` (conditional UI).
 */
export function usePasskeyLogin(): PasskeyLogin {
  const { client } = useUser()
  const [isOffered, setIsOffered] = useState(false)
  const [failure, setFailure] = useState<unknown>()

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
        const credential = await offerPasskeys(options, signal)
        await client.loginWithPasskey({ challengeId, credential }).catch(setFailure)
      } catch (error) {
        if (isTimeout(error)) return offerInField()
        throw error
      }
    }

    // Without passkeys, or without a network, there are other ways in: nobody has asked for this one.
    offerInField().catch(() => {})
    return () => own.abort()
  }, [client])

  async function logIn() {
    const { challengeId, options } = await client.getPasskeyLoginOptions()
    return client.loginWithPasskey({ challengeId, credential: await getPasskey(options) })
  }

  return { isOffered, logIn, failure }
}

const isTimeout = (error: unknown) => error instanceof DOMException && error.name === 'TimeoutError'
