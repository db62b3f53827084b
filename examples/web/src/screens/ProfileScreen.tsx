import type { OwnProfile } from 'latchkey/client'
import { useUser } from 'latchkey/react'
import { ActionButton } from '../parts/ActionButton.tsx'
import { Field, Form } from '../parts/Form.tsx'
import { Picture } from '../parts/Picture.tsx'
import { Screen } from '../parts/Screen.tsx'
import { Section } from '../parts/Section.tsx'
import { Day } from '../parts/When.tsx'

export function ProfileScreen() {
  const { user, client } = useUser()
  if (!user) return <Screen title="Profile">Your profile could not be read yet.</Screen> // the first start, offline
  return (
    <Screen title={`Hello, ${user.name}`} lead={leadOf(user)}>
      {user.isGuest && (
        <Section
          title="You are a guest"
          lead="Only this browser knows you. With an account you can come back from anywhere."
        >
          <a href="#/upgrade" className="button primary">
            Create an account
          </a>
        </Section>
      )}
      {user.email && !user.emailVerified && <ConfirmEmail email={user.email} />}
      <Section title="Profile" lead="Everyone sees your name, picture and bio.">
        <Picture user={user} />
        <Form
          key={user._id}
          submit="Save"
          done="Saved."
          action={(field) => client.updateProfile({ name: field('name'), bio: field('bio') })}
        >
          <Field label="Name" name="name" autoComplete="name" defaultValue={user.name} />
          <Field label="Bio" name="bio" autoComplete="off" defaultValue={user.bio ?? ''} isLong isOptional />
        </Form>
      </Section>
    </Screen>
  )
}

const leadOf = ({ email, createdAt }: OwnProfile) => (
  <>
    {email ? `${email} · here since ` : 'Here since '}
    <Day at={createdAt} />
  </>
)

/** The code is in the email that a registration sends by itself. */
function ConfirmEmail({ email }: { email: string }) {
  const { client } = useUser()
  return (
    <Section title="Confirm your email address" lead={`Type the code that we sent to ${email}.`}>
      <Form submit="Confirm" action={(field) => client.verifyEmail({ code: field('code') })}>
        <Field label="Code from the email" name="code" inputMode="numeric" autoComplete="one-time-code" />
      </Form>
      <ActionButton className="link" action={() => client.sendEmailVerification()}>
        Send another code
      </ActionButton>
    </Section>
  )
}
