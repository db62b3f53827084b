import { useLocalSearchParams } from 'expo-router'
import { useUser } from 'latchkey/react'
import { useState } from 'react'
import { deviceName } from '../../src/latchkey'
import { Action, CodeField, Page, Paragraph, PasswordField } from '../../src/ui'
import { useAttempt } from '../../src/use-attempt'
import { useHome } from '../../src/use-home'

/** Takes the code of the email. Its link opens the same screen, with a `token` that needs no code. */
export default function ResetPassword() {
  const { email = '', token } = useLocalSearchParams<{ email?: string; token?: string }>()
  const { client } = useUser()
  const goHome = useHome('signedIn')
  const { attempt, shown } = useAttempt()
  const [code, setCode] = useState('')
  const [password, setPassword] = useState('')

  async function reset() {
    const proof = token ? { token } : { code }
    if (await attempt(() => client.resetPassword({ email, password, deviceName, ...proof }))) goHome()
  }

  return (
    <Page {...shown}>
      <Paragraph>{`For ${email}`}</Paragraph>
      {!token && <CodeField value={code} onChangeText={setCode} />}
      <PasswordField isNew value={password} onChangeText={setPassword} />
      <Action title="Set the password" onPress={reset} />
    </Page>
  )
}
