import { useUser } from 'latchkey/react'
import { useState } from 'react'
import { go } from '../lib/place.ts'
import { ActionButton } from '../parts/ActionButton.tsx'
import { Field, Form } from '../parts/Form.tsx'
import { Screen } from '../parts/Screen.tsx'

/** A login without a password: by a code from an email. Where the service says so, it makes new users, too. */
export function CodeScreen() {
  const { client } = useUser()
  const [email, setEmail] = useState<string>()

  async function send(field: (name: string) => string) {
    await client.sendLoginCode({ email: field('email') })
    setEmail(field('email')) // the same whether anybody has this address: nobody learns who is a user
  }

  async function logIn(email: string, code: string) {
    await client.loginWithCode({ email, code })
    go('#/')
  }

  if (!email)
    return (
      <Screen title="Log in with a code" lead="We send you an email. No password is needed.">
        <Form submit="Email me a code" action={send}>
          <Field label="Email address" name="email" type="email" autoComplete="username" />
        </Form>
        <p>
          <a href="#/">Another way to log in</a>
        </p>
      </Screen>
    )
  return (
    <Screen
      title="Check your email"
      lead={`If ${email} can log in here, a code is on its way. It works for ten minutes.`}
    >
      <Form submit="Log in" action={(field) => logIn(email, field('code'))}>
        <Field label="Code from the email" name="code" inputMode="numeric" autoComplete="one-time-code" />
      </Form>
      <ActionButton className="link" action={() => client.sendLoginCode({ email })}>
        Send another code
      </ActionButton>
      <p>
        <button type="button" className="link" onClick={() => setEmail(undefined)}>
          Use another email address
        </button>
      </p>
    </Screen>
  )
}
