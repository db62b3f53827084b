import { useRouter } from 'expo-router'
import { useUser } from 'latchkey/react'
import { useEffect, useState } from 'react'

/**
 * Returns what leaves this screen for the first one of who is, or is not, logged in. It waits until that is known: the
 * screen is there only then.
 */
export function useHome(expected: 'signedIn' | 'signedOut') {
  const { status } = useUser()
  const router = useRouter()
  const [isLeaving, setIsLeaving] = useState(false)
  useEffect(() => {
    if (isLeaving && status === expected) router.dismissTo(expected === 'signedIn' ? '/' : '/login')
  }, [isLeaving, status, expected, router])
  return () => setIsLeaving(true)
}
