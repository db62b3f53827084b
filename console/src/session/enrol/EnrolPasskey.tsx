import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { app } from '../../api/client.ts'
import { say } from '../../lib/language.ts'
import { PasskeyFailure } from '../PasskeyFailure.tsx'
import { createPasskey, getPasskey } from '../webauthn.ts'

/** Adds a passkey, and signs in with it: adding one raises no session. */
export function EnrolPasskey() {
  const enrol = useMutation({ mutationFn: addAndSignIn })
  return (
    <>
      <Button
        variant="default"
        leftSection={<KeyRound size={16} aria-hidden />}
        loading={enrol.isPending}
        onClick={() => enrol.mutate()}
      >
        {say('console.session.add_passkey')}
      </Button>
      <PasskeyFailure error={enrol.error} />
    </>
  )
}

async function addAndSignIn() {
  const added = await app.getPasskeyOptions()
  await app.addPasskey({ challengeId: added.challengeId, credential: await createPasskey(added.options) })
  const { challengeId, options } = await app.getPasskeyLoginOptions()
  return app.loginWithPasskey({ challengeId, credential: await getPasskey(options) })
}
