import { Button, Skeleton, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import { say } from '../lib/language.ts'
import type { Pages } from '../lib/use-pages.ts'
import { FailureAlert } from './FailureAlert.tsx'

interface Props<T> {
  pages: Pages<T>
  /** What is shown if there is nothing. */
  empty: ReactNode
  children: (items: readonly T[]) => ReactNode
}

const SKELETON_ROWS = ['1', '2', '3', '4', '5', '6']

/** A list while it loads, when it failed, when it is empty, and with a button for its next page. */
export function PagedList<T>({ pages, empty, children }: Props<T>) {
  const { items, error, isPending, isLooking, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = pages
  if (isPending || isLooking)
    return (
      <Stack gap="xs" p="md" role="status" aria-label={say('console.ui.loading')}>
        {SKELETON_ROWS.map((row) => (
          <Skeleton key={row} h={30} />
        ))}
      </Stack>
    )
  return (
    <>
      <FailureAlert error={error} title={say('console.ui.not_loaded')} onRetry={() => void refetch()} />
      {items && (items.length > 0 ? children(items) : !error && !hasNextPage && empty)}
      {hasNextPage && (
        <Button variant="subtle" fullWidth loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {items?.length === 0 ? say('console.ui.look_further') : say('console.ui.show_more')}
        </Button>
      )}
    </>
  )
}
