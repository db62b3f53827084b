import { useRouter } from 'expo-router'
import { useUser } from 'latchkey/react'
import { useState } from 'react'
import { addPasskey, hasPasskeys } from '../src/passkeys'
import { ProfilePicture } from '../src/profile-picture'
import { Action, Field, Page, Paragraph } from '../src/ui'
import { useAttempt } from '../src/use-attempt'

export default function Profile() {
  const { user, client } = useUser()
  const router = useRouter()
  const { attempt, shown } = useAttempt()
  const [changes, setChanges] = useState<{ name?: string; bio?: string }>({})
  const { isGuest, email, emailVerified } = user ?? {}

  const save = async () => {
    await client.updateProfile(changes)
    setChanges({})
  }

  return (
    <Page {...shown}>
      <Paragraph>{isGuest ? 'You are a guest.' : `You are ${email ?? user?.name ?? 'logged in'}.`}</Paragraph>
      {isGuest && <Action title="Keep your account" onPress={() => router.push('/upgrade')} />}
      {email && !emailVerified && (
        <Action title="Confirm your email" onPress={() => router.push('/account/confirm-email')} />
      )}
      <ProfilePicture attempt={attempt} />
      <Field
        label="Name"
        value={changes.name ?? user?.name ?? ''}
        onChangeText={(name) => setChanges({ ...changes, name })}
      />
      <Field
        label="Bio"
        multiline
        value={changes.bio ?? user?.bio ?? ''}
        onChangeText={(bio) => setChanges({ ...changes, bio })}
      />
      <Action title="Save" onPress={() => attempt(save)} />
      <Action title="Devices" onPress={() => router.push('/devices')} />
      {hasPasskeys && <Action title="Add a passkey" onPress={() => attempt(() => addPasskey(client))} />}
      {!isGuest && <Action title="Add an authenticator app" onPress={() => router.push('/authenticator')} />}
      <Action title="Log out" onPress={() => attempt(() => client.logout().catch(() => client.forget()))} />
      <Action title="Delete account" onPress={() => router.push('/account/delete')} />
    </Page>
  )
}
