import { useUser } from 'latchkey/react'
import { go } from '../lib/place.ts'
import { Field, Form } from '../parts/Form.tsx'
import { Screen } from '../parts/Screen.tsx'

export function RegisterScreen() {
  const { client } = useUser()

  async function register(field: (name: string) => string) {
    await client.register({ name: field('name'), email: field('email'), password: field('password') })
    go('#/')
  }

  return (
    <Screen title="Create an account">
      <Form submit="Create an account" action={register}>
        <Field label="Name" name="name" autoComplete="name" />
        <Field label="Email address" name="email" type="email" autoComplete="username" />
        <Field
          label="Password"
          name="password"
          type="password"
          autoComplete="new-password"
          hint="At least 8 characters. Three or four words are easy to remember."
        />
      </Form>
      <p>
        You have an account? <a href="#/">Log in</a>
      </p>
    </Screen>
  )
}
