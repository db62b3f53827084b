import { Stack } from 'expo-router'
import { LatchkeyProvider, useUser } from 'latchkey/react'
import { latchkey } from '../src/latchkey'

export default function Layout() {
  return (
    <LatchkeyProvider client={latchkey}>
      <Screens />
    </LatchkeyProvider>
  )
}

/** When somebody logs in or out, here or elsewhere, the screens change by themselves. The others are open to both. */
function Screens() {
  const { status, reason, user } = useUser()
  if (status === 'unknown' && !reason) return null // for an instant
  const isSignedIn = status === 'signedIn'
  const isGuest = user?.isGuest === true
  return (
    <Stack>
      <Stack.Protected guard={isSignedIn}>
        <Stack.Screen name="index" options={{ title: 'Profile' }} />
        <Stack.Screen name="devices" options={{ title: 'Devices' }} />
        <Stack.Screen name="authenticator" options={{ title: 'Authenticator app' }} />
      </Stack.Protected>
      <Stack.Protected guard={!isSignedIn || isGuest}>
        <Stack.Screen name="login" options={{ title: 'Log in' }} />
      </Stack.Protected>
      <Stack.Protected guard={!isSignedIn}>
        <Stack.Screen name="register" options={{ title: 'Register' }} />
      </Stack.Protected>
      <Stack.Protected guard={isGuest}>
        <Stack.Screen name="upgrade" options={{ title: 'Keep your account' }} />
      </Stack.Protected>
      <Stack.Screen name="second-factor" options={{ title: 'Second factor' }} />
      <Stack.Screen name="account/sign-in-code" options={{ title: 'Log in by email' }} />
      <Stack.Screen name="account/forgot-password" options={{ title: 'Forgot password' }} />
      <Stack.Screen name="account/reset-password" options={{ title: 'New password' }} />
      <Stack.Screen name="account/confirm-email" options={{ title: 'Confirm your email' }} />
      <Stack.Screen name="account/delete" options={{ title: 'Delete account' }} />
    </Stack>
  )
}
