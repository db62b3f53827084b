import { useRouter } from 'expo-router'
import type { BegunFactor } from 'latchkey/client'
import { useUser } from 'latchkey/react'
import { useState } from 'react'
import { Linking } from 'react-native'
import { Action, CodeField, Page, Paragraph } from '../src/ui'
import { useAttempt } from '../src/use-attempt'

export default function Authenticator() {
  const { client } = useUser()
  const router = useRouter()
  const { attempt, shown } = useAttempt()
  const [factor, setFactor] = useState<BegunFactor>()
  const [code, setCode] = useState('')
  const [recoveryCodes, setRecoveryCodes] = useState<string[]>([])

  const begin = async () => setFactor(await client.addTotpFactor({}))

  async function confirm({ factorId }: BegunFactor) {
    const confirmed = await client.confirmTotpFactor({ factorId, code })
    if (confirmed.recoveryCodes.length === 0) return router.dismissTo('/') // there were other factors, and their codes go on
    setRecoveryCodes(confirmed.recoveryCodes)
  }

  if (recoveryCodes.length > 0)
    return (
      <Page {...shown}>
        <Paragraph>
          Write these recovery codes down: nobody sees them again. Each replaces a lost phone, once.
        </Paragraph>
        {recoveryCodes.map((recoveryCode) => (
          <Paragraph key={recoveryCode}>{recoveryCode}</Paragraph>
        ))}
        <Action title="Done" onPress={() => router.dismissTo('/')} />
      </Page>
    )

  if (!factor)
    return (
      <Page {...shown}>
        <Paragraph>A code of the app is then asked for whenever you log in, except with a passkey.</Paragraph>
        <Action title="Begin" onPress={() => attempt(begin)} />
      </Page>
    )

  return (
    <Page {...shown}>
      <Action title="Open the authenticator app" onPress={() => attempt(() => Linking.openURL(factor.uri))} />
      <Paragraph>{`Or type this into it: ${factor.secret}`}</Paragraph>
      <CodeField value={code} onChangeText={setCode} />
      <Action title="Confirm" onPress={() => attempt(() => confirm(factor))} />
    </Page>
  )
}
