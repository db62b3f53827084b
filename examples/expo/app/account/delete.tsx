import { useRouter } from 'expo-router'
import { useUser } from 'latchkey/react'
import { useState } from 'react'
import { askGoogle, hasGoogle } from '../../src/google'
import { Action, Page, Paragraph, PasswordField } from '../../src/ui'
import { useAttempt } from '../../src/use-attempt'
import { useHome } from '../../src/use-home'

/** The service's page for people without the app is at the same path. */
export default function DeleteAccount() {
  const { status, user, client } = useUser()
  const router = useRouter()
  const goHome = useHome('signedOut')
  const { attempt, shown } = useAttempt()
  const [password, setPassword] = useState('')

  async function remove(call: () => Promise<unknown>) {
    if (await attempt(call)) goHome()
  }

  async function removeWithGoogle() {
    const proof = await askGoogle()
    if (proof) await client.deleteAccount({ provider: 'google', ...proof })
  }

  if (status !== 'signedIn')
    return (
      <Page>
        <Paragraph>Log in to delete your account.</Paragraph>
        <Action title="Log in" onPress={() => router.dismissTo('/login')} />
      </Page>
    )

  return (
    <Page {...shown}>
      <Paragraph>Your account and all that is in it are deleted at once, and for good.</Paragraph>
      {!user?.isGuest && (
        <>
          <Paragraph>Without a password, leave this empty: who has logged in just now needs none.</Paragraph>
          <PasswordField value={password} onChangeText={setPassword} />
        </>
      )}
      <Action
        title="Delete it for good"
        onPress={() => remove(() => client.deleteAccount(password ? { password } : {}))}
      />
      {hasGoogle && !user?.isGuest && (
        <Action title="Confirm with Google and delete" onPress={() => remove(removeWithGoogle)} />
      )}
    </Page>
  )
}
