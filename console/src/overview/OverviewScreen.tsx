import { SegmentedControl, Skeleton, Stack } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { admin } from '../api/admin.ts'
import type { Period } from '../api/types.ts'
import { say, sayRich } from '../lib/language.ts'
import { go, hrefOf, usePlace } from '../lib/place.ts'
import { Loaded } from '../ui/Loaded.tsx'
import { Screen } from '../ui/Screen.tsx'
import { Time } from '../ui/Time.tsx'
import { Tiles } from './Tiles.tsx'

const PERIODS = [
  { value: '24h', label: say('console.overview.hours') },
  { value: '30d', label: say('console.overview.days') },
  { value: '12m', label: say('console.overview.months') },
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
      title={say('console.overview.title')}
      description={figures.data && <Counted at={figures.data.asOf} />}
      actions={
        <SegmentedControl
          aria-label={say('console.overview.period')}
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

function Counted({ at }: { at: string | null }) {
  if (!at) return <>{say('console.overview.not_counted')}</>
  return <>{sayRich('console.overview.counted', { time: <Time value={at} relative /> })}</>
}
