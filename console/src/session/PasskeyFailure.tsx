import { Alert } from '@mantine/core'
import { say } from '../lib/language.ts'
import { FailureAlert } from '../ui/FailureAlert.tsx'

/** Why a passkey was not used: the device's reason, or the service's. */
export function PasskeyFailure({ error }: { error: unknown }) {
  if (error instanceof DOMException)
    return (
      <Alert color="orange" variant="light">
        {say('console.session.no_passkey_used')}
      </Alert>
    )
  return <FailureAlert error={error} />
}
