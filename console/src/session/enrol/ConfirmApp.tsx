import { Button, Code, Group, Stack, Text, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import type { BegunFactor } from '../../../../client/api.gen.ts'
import { app } from '../../api/client.ts'
import { FailureAlert } from '../../ui/FailureAlert.tsx'
import classes from './ConfirmApp.module.css'

interface Props {
  factor: BegunFactor
  onConfirmed: (recoveryCodes: string[]) => void
  onBack: () => void
}

export function ConfirmApp({ factor: { factorId, secret, qrSvg }, onConfirmed, onBack }: Props) {
  const confirm = useMutation({
    mutationFn: app.confirmTotpFactor,
    onSuccess: ({ recoveryCodes }) => onConfirmed(recoveryCodes),
  })

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    confirm.mutate({ factorId, code: String(new FormData(event.currentTarget).get('code')) })
  }

  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <img
          className={classes.qr}
          src={`data:image/svg+xml,${encodeURIComponent(qrSvg)}`}
          alt="QR code with the secret below"
        />
        <Text size="sm">
          Or type this secret: <Code className={classes.secret}>{secret}</Code>
        </Text>
        <TextInput
          name="code"
          label="Code that the app shows"
          description="Six digits"
          inputMode="numeric"
          autoComplete="one-time-code"
          required
          withAsterisk={false}
          autoFocus
        />
        <FailureAlert error={confirm.error} title="Not confirmed" />
        <Group grow>
          <Button variant="default" onClick={onBack}>
            Back
          </Button>
          <Button type="submit" loading={confirm.isPending}>
            Confirm
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
