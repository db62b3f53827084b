import { useEffect, useState } from 'react'
import { isSignedIn, onSignInChange } from '../api/client.ts'
import { Layout } from '../layout/Layout.tsx'
import { queryClient } from '../lib/query-client.ts'
import { GateScreen } from './GateScreen.tsx'
import { openGate, useGate } from './gate.ts'
import { SignIn } from './SignIn.tsx'

/** The sign-in, what is in the way of an admin who is signed in, or the console. */
export function Session() {
  const [signedIn, setSignedIn] = useState<boolean>()
  const gate = useGate()

  useEffect(() => {
    const look = async () => {
      const isIn = await isSignedIn()
      openGate()
      if (!isIn) queryClient.clear() // nothing of what was read stays for whoever comes next
      setSignedIn(isIn)
    }
    void look()
    return onSignInChange(() => void look())
  }, [])

  if (signedIn === undefined) return null
  if (!signedIn) return <SignIn />
  if (gate) return <GateScreen gate={gate} />
  return <Layout />
}
