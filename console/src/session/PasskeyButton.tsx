import { Button, Stack } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { app } from '../api/client.ts'
import { say } from '../lib/language.ts'
import { PasskeyFailure } from './PasskeyFailure.tsx'
import { getPasskey } from './webauthn.ts'

/** Signs in with a passkey, which is two factors by itself. */
export function PasskeyButton() {
  const login = useMutation({ mutationFn: loginWithPasskey })
  return (
    <Stack gap="sm">
      <Button
        variant="default"
        fullWidth
        leftSection={<KeyRound size={16} aria-hidden />}
        loading={login.isPending}
        onClick={() => login.mutate()}
      >
        {say('console.session.with_passkey')}
      </Button>
      <PasskeyFailure error={login.error} />
    </Stack>
  )
}

async function loginWithPasskey() {
  const { challengeId, options } = await app.getPasskeyLoginOptions()
  return app.loginWithPasskey({ challengeId, credential: await getPasskey(options) })
}
