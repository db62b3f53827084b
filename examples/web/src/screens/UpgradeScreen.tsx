import { useUser } from 'latchkey/react'
import { go } from '../lib/place.ts'
import { Field, Form } from '../parts/Form.tsx'
import { GoogleButton } from '../parts/GoogleButton.tsx'
import { Screen } from '../parts/Screen.tsx'

/** A guest becomes a user, with the same `_id`: whatever is stored for them stays theirs. */
export function UpgradeScreen() {
  const { client } = useUser()

  const upgrade = (field: (name: string) => string) =>
    client.upgradeGuest({ name: field('name'), email: field('email'), password: field('password') })

  return (
    <Screen title="Create an account" lead="You keep everything that you have as a guest.">
      <div className="card">
        <Form submit="Create an account" action={(field) => upgrade(field).then(() => go('#/'))}>
          <Field label="Name" name="name" autoComplete="name" isOptional />
          <Field label="Email address" name="email" type="email" autoComplete="username" />
          <Field
            label="Password"
            name="password"
            type="password"
            autoComplete="new-password"
            hint="At least 8 characters."
          />
        </Form>
        <div className="or">or</div>
        <div className="ways">
          <GoogleButton action={(proof) => client.linkIdentity('google', proof).then(() => go('#/'))}>
            Continue with Google
          </GoogleButton>
          <a href="#/log-in" className="button">
            I have an account
          </a>
        </div>
      </div>
    </Screen>
  )
}
