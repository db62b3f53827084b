import { useLocalSearchParams, useRouter } from 'expo-router'
import type { EmailConfirmation } from 'latchkey/client'
import { useUser } from 'latchkey/react'
import { useState } from 'react'
import { Action, CodeField, Page, Paragraph } from '../../src/ui'
import { useAttempt } from '../../src/use-attempt'

/** Takes the code of the email. Its link opens the same screen, with a `token` that needs no code. */
export default function ConfirmEmail() {
  const { token } = useLocalSearchParams<{ token?: string }>()
  const { status, client } = useUser()
  const router = useRouter()
  const { attempt, shown } = useAttempt()
  const [code, setCode] = useState('')

  async function confirm(proof: EmailConfirmation) {
    if (await attempt(() => client.verifyEmail(proof))) router.dismissTo('/')
  }

  if (status !== 'signedIn')
    return (
      <Page>
        <Paragraph>Log in, and open the link again.</Paragraph>
        <Action title="Log in" onPress={() => router.dismissTo('/login')} />
      </Page>
    )

  if (token)
    return (
      <Page {...shown}>
        <Action title="Confirm" onPress={() => confirm({ token })} />
      </Page>
    )

  return (
    <Page {...shown}>
      <CodeField value={code} onChangeText={setCode} />
      <Action title="Confirm" onPress={() => confirm({ code })} />
      <Action title="Send another code" onPress={() => attempt(() => client.sendEmailVerification())} />
    </Page>
  )
}
