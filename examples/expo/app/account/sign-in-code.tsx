import { useLocalSearchParams } from 'expo-router'
import type { CodeLogin } from 'latchkey/client'
import { useUser } from 'latchkey/react'
import { useState } from 'react'
import { deviceName } from '../../src/latchkey'
import { requestedEmail } from '../../src/requested-email'
import { Action, CodeField, EmailField, Page, Paragraph } from '../../src/ui'
import { useAttempt } from '../../src/use-attempt'
import { useHome } from '../../src/use-home'

/** Requests a code and takes it. The link in its email opens the same screen, with `email` and `token`. */
export default function SignInCode() {
  const link = useLocalSearchParams<{ email?: string; token?: string }>()
  const { client } = useUser()
  const goHome = useHome('signedIn')
  const { attempt, shown } = useAttempt()
  const [email, setEmail] = useState(link.email ?? '')
  const [code, setCode] = useState('')
  const [isSent, setIsSent] = useState(false)
  const [isForeign, setIsForeign] = useState(false)

  async function send() {
    await client.sendLoginCode({ email })
    await requestedEmail.set(email)
    setIsSent(true)
  }

  async function logIn(proof: CodeLogin) {
    const isLoggedIn = await attempt(() => client.loginWithCode({ ...proof, deviceName }))
    if (!isLoggedIn) return
    await requestedEmail.remove()
    goHome()
  }

  async function followLink(token: string) {
    if ((await requestedEmail.get()) === email) await logIn({ email, token })
    else setIsForeign(true)
  }

  if (isForeign)
    return (
      <Page>
        <Paragraph>Nobody has requested this link on this device.</Paragraph>
      </Page>
    )

  const { token } = link
  if (token)
    return (
      <Page {...shown}>
        <Action title={`Log in as ${email}`} onPress={() => followLink(token)} />
      </Page>
    )

  return (
    <Page {...shown}>
      <EmailField value={email} onChangeText={setEmail} />
      <Action title={isSent ? 'Send another code' : 'Send a code'} onPress={() => attempt(send)} />
      {isSent && (
        <>
          <CodeField value={code} onChangeText={setCode} />
          <Action title="Log in" onPress={() => logIn({ email, code })} />
        </>
      )}
    </Page>
  )
}
