import { useRouter } from 'expo-router'
import { useUser } from 'latchkey/react'
import { useState } from 'react'
import { askGoogle, hasGoogle } from '../src/google'
import { deviceName } from '../src/latchkey'
import { hasPasskeys, logInWithPasskey } from '../src/passkeys'
import { Action, EmailField, Page, Paragraph, PasswordField } from '../src/ui'
import { useAttempt } from '../src/use-attempt'
import { useHome } from '../src/use-home'

export default function Login() {
  const { status, reason, client } = useUser()
  const router = useRouter()
  const goHome = useHome('signedIn')
  const { attempt, shown } = useAttempt()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')

  async function logInWithGoogle() {
    const proof = await askGoogle()
    if (proof) await client.loginWithProvider('google', { ...proof, deviceName })
  }

  /** Guests may log in, too: this screen does not close by itself. */
  async function beGuest() {
    if (await attempt(() => client.createGuest({ deviceName }))) goHome()
  }

  return (
    <Page {...shown}>
      {status === 'signedOut' && reason && <Paragraph>You were logged out. Log in again.</Paragraph>}
      <EmailField value={email} onChangeText={setEmail} />
      <PasswordField value={password} onChangeText={setPassword} />
      <Action title="Log in" onPress={() => attempt(() => client.login({ email, password, deviceName }))} />
      <Action title="Log in by email" onPress={() => router.push('/account/sign-in-code')} />
      {hasGoogle && <Action title="Continue with Google" onPress={() => attempt(logInWithGoogle)} />}
      {hasPasskeys && <Action title="Log in with a passkey" onPress={() => attempt(() => logInWithPasskey(client))} />}
      <Action title="Forgot password" onPress={() => router.push('/account/forgot-password')} />
      {status !== 'signedIn' && (
        <>
          <Action title="Register" onPress={() => router.push('/register')} />
          <Action title="Try it as a guest" onPress={beGuest} />
        </>
      )}
    </Page>
  )
}
