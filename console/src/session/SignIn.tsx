import { useState } from 'react'
import { pageData } from '../lib/page-data.ts'
import type { AskedFactor } from './asked-factor.ts'
import { Front } from './Front.tsx'
import { PasskeyButton } from './PasskeyButton.tsx'
import { PasswordForm } from './PasswordForm.tsx'
import { SecondFactor } from './SecondFactor.tsx'

/** Signs an admin in: with a password and the second factor that it asks for, or with a passkey. */
export function SignIn() {
  const [asked, setAsked] = useState<AskedFactor>()
  if (asked)
    return (
      <Front title="Second factor" description="This account asks for a second factor at every sign-in.">
        <SecondFactor asked={asked} onBack={() => setAsked(undefined)} />
      </Front>
    )
  return (
    <Front title="Sign in" description={`The console of ${pageData.appName}, for those who run it.`}>
      <PasswordForm onAsked={setAsked} />
      {pageData.hasPasskeys && <PasskeyButton />}
    </Front>
  )
}
