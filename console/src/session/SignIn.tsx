import { useState } from 'react'
import { say } from '../lib/language.ts'
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
      <Front title={say('console.session.second_factor')} description={say('console.session.second_factor_always')}>
        <SecondFactor asked={asked} onBack={() => setAsked(undefined)} />
      </Front>
    )
  return (
    <Front
      title={say('console.session.sign_in')}
      description={say('console.session.description', { app: pageData.appName })}
    >
      <PasswordForm onAsked={setAsked} />
      {pageData.hasPasskeys && <PasskeyButton />}
    </Front>
  )
}
