import { Paper, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { LatchkeyError } from '../../../client/error.ts'
import { admin } from '../api/admin.ts'
import { say } from '../lib/language.ts'
import { Empty } from '../ui/Empty.tsx'
import { ItemList } from '../ui/ItemList.tsx'
import { Loaded } from '../ui/Loaded.tsx'
import { Screen } from '../ui/Screen.tsx'
import { Section } from '../ui/Section.tsx'
import { Deliveries } from './Deliveries.tsx'
import { Endpoint } from './Endpoint.tsx'

/** Where changes are told to, what waits and what was given up. */
export function WebhooksScreen() {
  const webhooks = useQuery({ queryKey: ['webhooks'], queryFn: admin.getWebhooks })
  const isOff = webhooks.error instanceof LatchkeyError && webhooks.error.code === 'webhooks_not_configured'
  return (
    <Screen title={say('console.webhooks.title')} description={say('console.webhooks.description')}>
      {isOff ? (
        <Paper>
          <Empty title={say('console.webhooks.off')}>{say('console.webhooks.off_why')}</Empty>
        </Paper>
      ) : (
        <Loaded query={webhooks}>
          {({ endpoints, types }) => (
            <Stack gap="md">
              <Section title={say('console.webhooks.endpoints')}>
                <ItemList>
                  {endpoints.map((endpoint) => (
                    <Endpoint key={endpoint.endpoint} endpoint={endpoint} />
                  ))}
                </ItemList>
              </Section>
              <Deliveries endpoints={endpoints} />
              <Section title={say('console.webhooks.what_is_sent')}>
                {types.join(', ') || say('console.webhooks.no_types')}
              </Section>
            </Stack>
          )}
        </Loaded>
      )}
    </Screen>
  )
}
