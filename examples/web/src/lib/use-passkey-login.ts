import type { PasskeyLoginOptions } from 'latchkey/client'
import { useUser } from 'latchkey/react'
import { useEffect, useRef, useState } from 'react'
import { getPasskey, knowsPasskeys } from './passkeys.ts'

/**
 * Signs in with a passkey: by the returned function, and by itself where the browser offers passkeys in a field with
 * `autoComplete="username webauthn"` (conditional UI). `undefined` while it is not known that the service has passkeys.
 */
export function usePasskeyLogin(): (() => Promise<unknown>) | undefined {
  const { client } = useUser()
  const [isOffered, setIsOffered] = useState(false)
  const offer = useRef<AbortController>(undefined)

  useEffect(() => {
    if (!knowsPasskeys) return
    const own = new AbortController()
    offer.current = own

    /** Offers passkeys until one is chosen; with new options when the old ones expire. */
    async function offerInField(): Promise<void> {
      const { challengeId, expiresAt, options } = await client.getPasskeyLoginOptions()
      if (own.signal.aborted) return
      setIsOffered(true)
      if (!(await PublicKeyCredential.isConditionalMediationAvailable())) return
      const signal = AbortSignal.any([own.signal, AbortSignal.timeout(Date.parse(expiresAt) - Date.now())])
      try {
        const credential = await getPasskey(options, { mediation: 'conditional', signal })
        await client.loginWithPasskey({ challengeId, credential })
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
    offer.current?.abort() // a browser asks for one passkey at a time
    const { challengeId, options }: PasskeyLoginOptions = await client.getPasskeyLoginOptions()
    return client.loginWithPasskey({ challengeId, credential: await getPasskey(options) })
  }

  return isOffered ? logIn : undefined
}

const isTimeout = (error: unknown) => error instanceof DOMException && error.name === 'TimeoutError'
