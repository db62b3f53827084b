import { useUser } from 'latchkey/react'
import { useState } from 'react'
import { go } from '../lib/place.ts'
import { Field, Form } from '../parts/Form.tsx'
import { Screen } from '../parts/Screen.tsx'

export function ForgotPasswordScreen() {
  const { client } = useUser()
  const [email, setEmail] = useState<string>()

  async function send(field: (name: string) => string) {
    await client.forgotPassword({ email: field('email') })
    setEmail(field('email'))
  }

  async function reset(email: string, field: (name: string) => string) {
    await client.resetPassword({ email, code: field('code'), password: field('password') })
    go('#/')
  }

  if (!email)
    return (
      <Screen title="Forgot your password?" lead="We send you a code to choose a new one.">
        <Form submit="Email me a code" action={send}>
          <Field label="Email address" name="email" type="email" autoComplete="username" />
        </Form>
        <p>
          <a href="#/">Back to the login</a>
        </p>
      </Screen>
    )
  return (
    <Screen title="Choose a new password" lead={`If ${email} has an account, a code is on its way.`}>
      <Form submit="Save and log in" action={(field) => reset(email, field)}>
        <Field label="Code from the email" name="code" inputMode="numeric" autoComplete="one-time-code" />
        <Field
          label="New password"
          name="password"
          type="password"
          autoComplete="new-password"
          hint="At least 8 characters."
        />
      </Form>
    </Screen>
  )
}
