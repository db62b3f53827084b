import { Skeleton, Stack } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { say } from '../lib/language.ts'
import { FailureAlert } from './FailureAlert.tsx'

interface Props<T> {
  query: UseQueryResult<T>
  children: (data: T) => ReactNode
}

/** What was read, a skeleton until then, or why it was not. What was read before stays beside a failure. */
export function Loaded<T>({ query: { data, error, isPending, refetch }, children }: Props<T>) {
  if (isPending)
    return (
      <Stack role="status" aria-label={say('console.ui.loading')}>
        <Skeleton h={90} />
        <Skeleton h={220} />
      </Stack>
    )
  return (
    <>
      <FailureAlert error={error} title={say('console.ui.not_loaded')} onRetry={() => void refetch()} />
      {data !== undefined && children(data)}
    </>
  )
}
