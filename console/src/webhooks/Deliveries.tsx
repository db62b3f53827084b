import { Group, NativeSelect, SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { admin } from '../api/admin.ts'
import type { WebhookEndpoint } from '../api/types.ts'
import { say } from '../lib/language.ts'
import { usePages } from '../lib/use-pages.ts'
import { Empty } from '../ui/Empty.tsx'
import { ItemList } from '../ui/ItemList.tsx'
import { PagedList } from '../ui/PagedList.tsx'
import { Section } from '../ui/Section.tsx'
import { DeliveryItem } from './DeliveryItem.tsx'

type State = 'dead' | 'pending'

const STATES = [
  { value: 'dead', label: say('console.webhooks.given_up') },
  { value: 'pending', label: say('console.webhooks.waiting') },
] as const

/** What has not arrived: what waits for its next attempt, and what was given up. */
export function Deliveries({ endpoints }: { endpoints: readonly WebhookEndpoint[] }) {
  const [state, setState] = useState<State>(() => (endpoints.some(({ dead }) => dead > 0) ? 'dead' : 'pending'))
  const [endpoint, setEndpoint] = useState('')
  const query = { state, endpoint: endpoint || undefined }
  const deliveries = usePages(['deliveries', query], (cursor) => admin.listDeliveries({ ...query, cursor }))
  return (
    <Section
      title={say('console.webhooks.deliveries')}
      actions={
        <Group gap="xs">
          {endpoints.length > 1 && (
            <NativeSelect
              size="xs"
              aria-label={say('console.webhooks.endpoint')}
              data={[
                { value: '', label: say('console.webhooks.all_endpoints') },
                ...endpoints.map((each) => each.endpoint),
              ]}
              value={endpoint}
              onChange={(event) => setEndpoint(event.currentTarget.value)}
            />
          )}
          <SegmentedControl
            size="xs"
            aria-label={say('console.ui.state')}
            data={[...STATES]}
            value={state}
            onChange={(value) => setState(value)}
          />
        </Group>
      }
    >
      <PagedList
        pages={deliveries}
        empty={
          state === 'dead' ? (
            <Empty title={say('console.webhooks.none_given_up')}>{say('console.webhooks.none_given_up_why')}</Empty>
          ) : (
            <Empty title={say('console.webhooks.none_waiting')}>{say('console.webhooks.none_waiting_why')}</Empty>
          )
        }
      >
        {(items) => (
          <ItemList>
            {items.map((delivery) => (
              <DeliveryItem key={delivery._id} delivery={delivery} />
            ))}
          </ItemList>
        )}
      </PagedList>
    </Section>
  )
}
