import { AuthenticatorApp } from '../parts/AuthenticatorApp.tsx'
import { GoogleAccount } from '../parts/GoogleAccount.tsx'
import { Passkeys } from '../parts/Passkeys.tsx'
import { Screen } from '../parts/Screen.tsx'

/** How the user signs in. A part that is off at the service is not shown. */
export const SecurityScreen = () => (
  <Screen title="Security" lead="How you sign in. Changes here take a login of the last ten minutes.">
    <Passkeys />
    <AuthenticatorApp />
    <GoogleAccount />
  </Screen>
)
