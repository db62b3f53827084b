import { Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { app } from '../api/client.ts'
import { say } from '../lib/language.ts'
import { FailureAlert } from '../ui/FailureAlert.tsx'
import { type AskedFactor, askedFactorOf } from './asked-factor.ts'
import { lastEmail } from './last-email.ts'

interface Props {
  onAsked: (asked: AskedFactor) => void
}

export function PasswordForm({ onAsked }: Props) {
  const login = useMutation({
    mutationFn: app.login,
    onError: (error) => {
      const asked = askedFactorOf(error)
      if (asked) onAsked(asked)
    },
  })

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const email = String(form.get('email'))
    lastEmail.set(email)
    login.mutate({ email, password: String(form.get('password')) })
  }

  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <TextInput
          name="email"
          type="email"
          label={say('console.ui.email')}
          autoComplete="username"
          defaultValue={lastEmail.get()}
          required
          withAsterisk={false}
          autoFocus
        />
        <PasswordInput
          name="password"
          label={say('console.ui.password')}
          autoComplete="current-password"
          required
          withAsterisk={false}
          visibilityToggleButtonProps={{
            'aria-label': say('console.ui.show_password'),
            tabIndex: 0,
            'aria-hidden': false,
          }}
        />
        <FailureAlert
          error={askedFactorOf(login.error) ? null : login.error}
          title={say('console.session.not_signed_in')}
        />
        <Button type="submit" loading={login.isPending} fullWidth>
          {say('console.session.sign_in')}
        </Button>
      </Stack>
    </form>
  )
}
