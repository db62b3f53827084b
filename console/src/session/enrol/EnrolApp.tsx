import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { app } from '../../api/client.ts'
import { say } from '../../lib/language.ts'
import { FailureAlert } from '../../ui/FailureAlert.tsx'
import { Front } from '../Front.tsx'
import { SignOutLink } from '../SignOutLink.tsx'
import { ConfirmApp } from './ConfirmApp.tsx'
import { RecoveryCodes } from './RecoveryCodes.tsx'

/** Adds an authenticator app: the secret to scan, a code to confirm, and the recovery codes, which are shown once. */
export function EnrolApp({ onBack }: { onBack: () => void }) {
  const [recoveryCodes, setRecoveryCodes] = useState<string[]>()
  const begun = useQuery({
    queryKey: ['enrolment'],
    queryFn: () => app.addTotpFactor({}),
    staleTime: Number.POSITIVE_INFINITY, // each call makes another secret
    gcTime: 0,
  })
  if (recoveryCodes) return <RecoveryCodes codes={recoveryCodes} />
  return (
    <Front title={say('console.session.add_app')} description={say('console.session.scan')}>
      {begun.isPending && <Skeleton h={280} />}
      <FailureAlert error={begun.error} onRetry={() => void begun.refetch()} />
      {begun.data && <ConfirmApp factor={begun.data} onConfirmed={setRecoveryCodes} onBack={onBack} />}
      <SignOutLink />
    </Front>
  )
}
