import { useUser } from 'latchkey/react'
import type { ComponentType } from 'react'
import { usePlace } from './lib/place.ts'
import { useFreshProfile } from './lib/use-fresh-profile.ts'
import { Front } from './parts/Front.tsx'
import { Layout } from './parts/Layout.tsx'
import { AccountScreen } from './screens/AccountScreen.tsx'
import { CodeScreen } from './screens/CodeScreen.tsx'
import { DevicesScreen } from './screens/DevicesScreen.tsx'
import { ForgotPasswordScreen } from './screens/ForgotPasswordScreen.tsx'
import { LogInScreen } from './screens/LogInScreen.tsx'
import { ProfileScreen } from './screens/ProfileScreen.tsx'
import { RegisterScreen } from './screens/RegisterScreen.tsx'
import { SecurityScreen } from './screens/SecurityScreen.tsx'
import { UpgradeScreen } from './screens/UpgradeScreen.tsx'

/** What people see who are not signed in, by the hash of the URL. */
const FRONT: Record<string, ComponentType> = {
  '#/register': RegisterScreen,
  '#/code': CodeScreen,
  '#/forgot': ForgotPasswordScreen,
}

const SIGNED_IN: Record<string, ComponentType> = {
  '#/security': SecurityScreen,
  '#/devices': DevicesScreen,
  '#/account': AccountScreen,
}

/** A guest may become a user, or log in to an account that exists: the service merges the two. */
const GUEST: Record<string, ComponentType> = { '#/upgrade': UpgradeScreen, '#/log-in': LogInScreen }

export function App() {
  const { status, reason, user } = useUser()
  const place = usePlace()
  useFreshProfile()
  if (status === 'unknown' && !reason) return null // for an instant: the storage is being read
  // A storage that cannot be read is no sign-out, but a login is the way out of it.
  if (status !== 'signedIn') return screenIn(Front, FRONT[place] ?? LogInScreen, place)
  const screens = user?.isGuest ? { ...SIGNED_IN, ...GUEST } : SIGNED_IN
  return screenIn(Layout, screens[place] ?? ProfileScreen, place)
}

const screenIn = (Frame: typeof Front, Screen: ComponentType, place: string) => (
  <Frame>
    <Screen key={place} />
  </Frame>
)
