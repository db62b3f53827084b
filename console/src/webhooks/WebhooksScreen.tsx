import { Paper, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { LatchkeyError } from '../../../client/error.ts'
import { admin } from '../api/admin.ts'
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
    <Screen title="Webhooks" description="Where changes of users are told to, and what has not arrived.">
      {isOff ? (
        <Paper>
          <Empty title="There are no webhooks">
            Set WEBHOOK_URLS and the secret WEBHOOK_SECRET to be told what changes.
          </Empty>
        </Paper>
      ) : (
        <Loaded query={webhooks}>
          {({ endpoints, types }) => (
            <Stack gap="md">
              <Section title="Endpoints">
                <ItemList>
                  {endpoints.map((endpoint) => (
                    <Endpoint key={endpoint.endpoint} endpoint={endpoint} />
                  ))}
                </ItemList>
              </Section>
              <Deliveries endpoints={endpoints} />
              <Section title="What is sent">{types.join(', ') || 'Nothing: WEBHOOK_TYPES matches no type.'}</Section>
            </Stack>
          )}
        </Loaded>
      )}
    </Screen>
  )
}
