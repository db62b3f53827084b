import { useRouter } from 'expo-router'
import { useUser } from 'latchkey/react'
import { useState } from 'react'
import { Action, EmailField, Page } from '../../src/ui'
import { useAttempt } from '../../src/use-attempt'

export default function ForgotPassword() {
  const { client } = useUser()
  const router = useRouter()
  const { attempt, shown } = useAttempt()
  const [email, setEmail] = useState('')

  async function send() {
    await client.forgotPassword({ email })
    router.push({ pathname: '/account/reset-password', params: { email } })
  }

  return (
    <Page {...shown}>
      <EmailField value={email} onChangeText={setEmail} />
      <Action title="Send a code" onPress={() => attempt(send)} />
    </Page>
  )
}
