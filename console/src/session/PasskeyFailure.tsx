import { Alert } from '@mantine/core'
import { FailureAlert } from '../ui/FailureAlert.tsx'

/** Why a passkey was not used: the device's reason, or the service's. */
export function PasskeyFailure({ error }: { error: unknown }) {
  if (error instanceof DOMException)
    return (
      <Alert color="orange" variant="light">
        No passkey was used. Try again, or choose another way.
      </Alert>
    )
  return <FailureAlert error={error} />
}
