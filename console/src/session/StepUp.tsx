import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { app } from '../api/client.ts'
import { say } from '../lib/language.ts'
import { FailureAlert } from '../ui/FailureAlert.tsx'
import { Front } from './Front.tsx'
import { SecondFactor } from './SecondFactor.tsx'
import { SignOutLink } from './SignOutLink.tsx'

/** The session has not given the account's second factor yet, or not lately. */
export function StepUp() {
  const challenge = useQuery({
    queryKey: ['challenge'],
    queryFn: app.createFactorChallenge,
    staleTime: Infinity,
    gcTime: 0,
  })
  return (
    <Front title={say('console.session.second_factor')} description={say('console.session.second_factor_now')}>
      {challenge.isPending && <Skeleton h={120} />}
      <FailureAlert error={challenge.error} onRetry={() => void challenge.refetch()} />
      {challenge.data && <SecondFactor asked={challenge.data} />}
      <SignOutLink />
    </Front>
  )
}
