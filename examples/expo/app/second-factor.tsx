import { useLocalSearchParams } from 'expo-router'
import { useUser } from 'latchkey/react'
import { useState } from 'react'
import { deviceName } from '../src/latchkey'
import { hasPasskeys, verifyPasskey } from '../src/passkeys'
import { Action, CodeField, Page, Paragraph } from '../src/ui'
import { useAttempt } from '../src/use-attempt'
import { useHome } from '../src/use-home'

/** Whatever asked for a second factor has brought its challenge, and the options of a passkey as JSON if there is one. */
export default function SecondFactor() {
  const { challenge = '', passkey } = useLocalSearchParams<{ challenge?: string; passkey?: string }>()
  const { client } = useUser()
  const goHome = useHome('signedIn')
  const { attempt, shown } = useAttempt()
  const [code, setCode] = useState('')

  async function verify(send: () => Promise<unknown>) {
    if (await attempt(send)) goHome()
  }

  const byCode = () =>
    client.verifySecondFactor(
      /^\d{6}$/.test(code) ? { challenge, code, deviceName } : { challenge, recoveryCode: code, deviceName },
    )

  async function byPasskey(options: string) {
    if (await verifyPasskey(client, challenge, JSON.parse(options))) goHome()
  }

  return (
    <Page {...shown}>
      <Paragraph>Enter the code of your authenticator app, or one of your recovery codes.</Paragraph>
      <CodeField inputMode="text" value={code} onChangeText={setCode} />
      <Action title="Continue" onPress={() => verify(byCode)} />
      {passkey && hasPasskeys && <Action title="Use a passkey" onPress={() => attempt(() => byPasskey(passkey))} />}
    </Page>
  )
}
