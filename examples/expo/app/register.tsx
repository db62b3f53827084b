import { useUser } from 'latchkey/react'
import { useState } from 'react'
import { deviceName } from '../src/latchkey'
import { Action, EmailField, Field, Page, PasswordField } from '../src/ui'
import { useAttempt } from '../src/use-attempt'

export default function Register() {
  const { client } = useUser()
  const { attempt, shown } = useAttempt()
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const register = () => client.register({ name, email, password, deviceName })

  return (
    <Page {...shown}>
      <Field label="Name" autoComplete="name" value={name} onChangeText={setName} />
      <EmailField value={email} onChangeText={setEmail} />
      <PasswordField isNew value={password} onChangeText={setPassword} />
      <Action title="Register" onPress={() => attempt(register)} />
    </Page>
  )
}
