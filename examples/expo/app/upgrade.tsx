import { useRouter } from 'expo-router'
import { useUser } from 'latchkey/react'
import { useState } from 'react'
import { askGoogle, hasGoogle } from '../src/google'
import { addPasskey, hasPasskeys } from '../src/passkeys'
import { Action, EmailField, Page, Paragraph, PasswordField } from '../src/ui'
import { useAttempt } from '../src/use-attempt'

/** A guest becomes a user, and stays who they are. Then this screen closes by itself. */
export default function Upgrade() {
  const { client } = useUser()
  const router = useRouter()
  const { attempt, shown } = useAttempt()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')

  async function linkGoogle() {
    const proof = await askGoogle()
    if (proof) await client.linkIdentity('google', proof)
  }

  async function upgradeWithPasskey() {
    await addPasskey(client)
    await client.getProfile()
  }

  return (
    <Page {...shown}>
      <Paragraph>As a guest you cannot come back after you have logged out. Choose a way to log in.</Paragraph>
      <EmailField value={email} onChangeText={setEmail} />
      <PasswordField isNew value={password} onChangeText={setPassword} />
      <Action title="Keep it" onPress={() => attempt(() => client.upgradeGuest({ email, password }))} />
      {hasGoogle && <Action title="Continue with Google" onPress={() => attempt(linkGoogle)} />}
      {hasPasskeys && <Action title="Add a passkey" onPress={() => attempt(upgradeWithPasskey)} />}
      <Action title="I have an account" onPress={() => router.push('/login')} />
    </Page>
  )
}
