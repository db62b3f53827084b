import { SegmentedControl, Skeleton, Stack } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { admin } from '../api/admin.ts'
import type { Period } from '../api/types.ts'
import { go, hrefOf, usePlace } from '../lib/place.ts'
import { Loaded } from '../ui/Loaded.tsx'
import { Screen } from '../ui/Screen.tsx'
import { Time } from '../ui/Time.tsx'
import { Tiles } from './Tiles.tsx'

const PERIODS = [
  { value: '24h', label: '24 hours' },
  { value: '30d', label: '30 days' },
  { value: '12m', label: '12 months' },
] as const

// The charts are more bytes than all the rest, and the numbers need not wait for them.
const Charts = lazy(() => import('./Charts.tsx'))

/** How many users there are, how many come, and by which ways. */
export function OverviewScreen() {
  const wanted = usePlace().query.get('period')
  const period: Period = PERIODS.find(({ value }) => value === wanted)?.value ?? '30d'
  const figures = useQuery({
    queryKey: ['figures', period],
    queryFn: () => admin.getFigures({ period }),
    placeholderData: keepPreviousData,
  })
  return (
    <Screen
      title="Overview"
      description={
        figures.data && (
          <>
            Counted{' '}
            <Time value={figures.data.asOf} relative none="not yet: the cron trigger does it every ten minutes" />
          </>
        )
      }
      actions={
        <SegmentedControl
          aria-label="Period"
          size="xs"
          data={[...PERIODS]}
          value={period}
          onChange={(next) => go(hrefOf([], { period: next }), { replace: true })}
        />
      }
    >
      <Loaded query={figures}>
        {(data) => (
          <Stack gap="md">
            <Tiles figures={data} />
            <Suspense fallback={<Skeleton h={300} />}>
              <Charts figures={data} />
            </Suspense>
          </Stack>
        )}
      </Loaded>
    </Screen>
  )
}
