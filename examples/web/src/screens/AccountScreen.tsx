import { useUser } from 'latchkey/react'
import { downloadJson } from '../lib/download-json.ts'
import { go } from '../lib/place.ts'
import { useLoaded } from '../lib/use-loaded.ts'
import { ActionButton } from '../parts/ActionButton.tsx'
import { Failure } from '../parts/Failure.tsx'
import { Field, Form } from '../parts/Form.tsx'
import { GoogleButton } from '../parts/GoogleButton.tsx'
import { Screen } from '../parts/Screen.tsx'
import { Section } from '../parts/Section.tsx'

export function AccountScreen() {
  const { user, client } = useUser()
  return (
    <Screen title="Account" lead="Your data is yours: take it along, or delete it.">
      <Section title="Your data" lead="A file with all that the service stores of you.">
        <ActionButton action={async () => downloadJson('my-data.json', await client.exportAccount())}>
          Download
        </ActionButton>
      </Section>
      <Section title="Delete the account" lead="At once, with everything that belongs to it. Nothing brings it back.">
        {user?.email ? <DeleteProven /> : <DeleteWithoutProof />}
      </Section>
    </Screen>
  )
}

/** With the password, or with Google where that is linked: a session alone might be a thief's. */
function DeleteProven() {
  const { client } = useUser()
  const { data: identities, error } = useLoaded(client.listIdentities)
  return (
    <>
      <Form
        submit="Delete my account"
        isDangerous
        action={(field) => client.deleteAccount({ password: field('password') }).then(goHome)}
      >
        <Field label="Password" name="password" type="password" autoComplete="current-password" />
      </Form>
      <Failure error={error} />
      {identities?.some(({ provider }) => provider === 'google') && (
        <>
          <div className="or">or</div>
          <GoogleButton action={(proof) => client.deleteAccount({ provider: 'google', ...proof }).then(goHome)}>
            Delete it with Google
          </GoogleButton>
        </>
      )}
    </>
  )
}

/** A guest has nothing to prove with, and who only has passkeys has just logged in with one. */
function DeleteWithoutProof() {
  const { client } = useUser()
  return (
    <Form submit="Delete my account" isDangerous action={() => client.deleteAccount({}).then(goHome)}>
      <label className="check">
        <input type="checkbox" required /> I want to delete everything
      </label>
    </Form>
  )
}

/** Whoever signs in here next begins at the beginning. */
const goHome = () => go('#/')
