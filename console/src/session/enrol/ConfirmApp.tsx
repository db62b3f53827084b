import { Button, Code, Group, Stack, Text, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import type { BegunFactor } from '../../../../client/api.gen.ts'
import { app } from '../../api/client.ts'
import { say, sayRich } from '../../lib/language.ts'
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
          alt={say('console.session.qr_code')}
        />
        <Text size="sm">
          {sayRich('console.session.or_type', {
            secret,
            code: (text) => <Code className={classes.secret}>{text}</Code>,
          })}
        </Text>
        <TextInput
          name="code"
          label={say('console.session.shown_code')}
          description={say('console.session.six_digits')}
          inputMode="numeric"
          autoComplete="one-time-code"
          required
          withAsterisk={false}
          autoFocus
        />
        <FailureAlert error={confirm.error} title={say('console.session.not_confirmed')} />
        <Group grow>
          <Button variant="default" onClick={onBack}>
            {say('console.ui.back')}
          </Button>
          <Button type="submit" loading={confirm.isPending}>
            {say('console.session.confirm')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
