import { useUser } from 'latchkey/react'
import { useEffect } from 'react'

/**
 * Asks for the profile when somebody comes back to the tab, or to the network. So a session that was ended on another device
 * is seen then, and not only at the next click.
 */
export function useFreshProfile(): void {
  const { client, status } = useUser()
  useEffect(() => {
    if (status !== 'signedIn') return
    const ask = () => {
      // A refusal is an event of the client, which `useUser` follows; offline, what is shown stays.
      if (document.visibilityState === 'visible') client.getProfile().catch(() => {})
    }
    document.addEventListener('visibilitychange', ask)
    addEventListener('online', ask)
    return () => {
      document.removeEventListener('visibilitychange', ask)
      removeEventListener('online', ask)
    }
  }, [client, status])
}
