import { useUser } from 'latchkey/react'
import { signedOutText } from '../lib/failure-text.ts'
import { usePasskeyLogin } from '../lib/use-passkey-login.ts'
import { ActionButton } from '../parts/ActionButton.tsx'
import { Failure } from '../parts/Failure.tsx'
import { Field, Form } from '../parts/Form.tsx'
import { GoogleButton } from '../parts/GoogleButton.tsx'
import { Screen } from '../parts/Screen.tsx'

/** All ways in. A guest who logs in here is merged into the account: the client sends their token along. */
export function LogInScreen() {
  const { client, reason, status } = useUser()
  const passkey = usePasskeyLogin()
  const isGuest = status === 'signedIn'
  return (
    <Screen title="Log in" lead={isGuest ? 'What you did as a guest comes with you.' : undefined}>
      {reason && (
        <p role="status" className="note">
          {signedOutText(reason)}
        </p>
      )}
      <Form submit="Log in" action={(field) => client.login({ email: field('email'), password: field('password') })}>
        {/* "webauthn" lets the browser offer passkeys here. */}
        <Field label="Email address" name="email" type="email" autoComplete="username webauthn" />
        <Field label="Password" name="password" type="password" autoComplete="current-password" />
      </Form>
      <p>
        <a href="#/forgot">I forgot my password</a>
      </p>
      <div className="or">or</div>
      <div className="ways">
        <Failure error={passkey.failure} />
        {passkey.isOffered && <ActionButton action={passkey.logIn}>Use a passkey</ActionButton>}
        <GoogleButton action={(proof) => client.loginWithProvider('google', proof)}>Continue with Google</GoogleButton>
        {!isGuest && (
          <>
            <a href="#/code" className="button">
              Email me a code
            </a>
            <ActionButton action={() => client.createGuest({})}>Look around as a guest</ActionButton>
          </>
        )}
      </div>
      {!isGuest && (
        <p>
          New here? <a href="#/register">Create an account</a>
        </p>
      )}
    </Screen>
  )
}
