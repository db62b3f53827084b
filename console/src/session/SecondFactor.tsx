import { Anchor, Button, Group, Stack, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { app } from '../api/client.ts'
import { say } from '../lib/language.ts'
import { FailureAlert } from '../ui/FailureAlert.tsx'
import type { AskedFactor } from './asked-factor.ts'
import { PasskeyFailure } from './PasskeyFailure.tsx'
import { getPasskey } from './webauthn.ts'

interface Props {
  asked: AskedFactor
  onBack?: () => void
}

/** Asks for the code of an authenticator app, a passkey, or a recovery code. */
export function SecondFactor({ asked: { challenge, factors, recoveryCodesLeft }, onBack }: Props) {
  const [kind, setKind] = useState<'code' | 'recoveryCode'>('code')
  const passkey = factors.find((factor) => factor.type === 'passkey')
  const verify = useMutation({ mutationFn: app.verifySecondFactor })
  const verifyPasskey = useMutation({
    mutationFn: async (options: Parameters<typeof getPasskey>[0]) =>
      app.verifySecondFactor({ challenge, credential: await getPasskey(options) }),
  })

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const given = String(new FormData(event.currentTarget).get('code'))
    verify.mutate(kind === 'code' ? { challenge, code: given } : { challenge, recoveryCode: given })
  }

  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <TextInput
          key={kind}
          name="code"
          label={kind === 'code' ? say('console.session.app_code') : say('console.session.recovery_code')}
          description={
            kind === 'code'
              ? say('console.session.six_digits')
              : say('console.session.recovery_codes_left', { count: recoveryCodesLeft })
          }
          inputMode={kind === 'code' ? 'numeric' : 'text'}
          autoComplete="one-time-code"
          required
          withAsterisk={false}
          autoFocus
        />
        <FailureAlert error={verify.error} title={say('console.session.not_signed_in')} />
        <Button type="submit" loading={verify.isPending} fullWidth>
          {say('console.session.go_on')}
        </Button>
        {passkey && 'options' in passkey && (
          <Button
            variant="default"
            fullWidth
            leftSection={<KeyRound size={16} aria-hidden />}
            loading={verifyPasskey.isPending}
            onClick={() => verifyPasskey.mutate(passkey.options)}
          >
            {say('console.session.use_passkey')}
          </Button>
        )}
        <PasskeyFailure error={verifyPasskey.error} />
        <Group justify="space-between">
          {recoveryCodesLeft > 0 && (
            <Anchor
              component="button"
              type="button"
              size="sm"
              onClick={() => setKind(kind === 'code' ? 'recoveryCode' : 'code')}
            >
              {kind === 'code' ? say('console.session.use_recovery_code') : say('console.session.use_app')}
            </Anchor>
          )}
          {onBack && (
            <Anchor component="button" type="button" size="sm" onClick={onBack}>
              {say('console.ui.back')}
            </Anchor>
          )}
        </Group>
      </Stack>
    </form>
  )
}
