import { Badge, Group, Text } from '@mantine/core'
import { admin } from '../api/admin.ts'
import type { WebhookEndpoint } from '../api/types.ts'
import { say, sayRich } from '../lib/language.ts'
import { ActionButton } from '../ui/ActionButton.tsx'
import { Item } from '../ui/ItemList.tsx'
import { inLine } from '../ui/in-line.ts'
import { Time } from '../ui/Time.tsx'

export function Endpoint({
  endpoint: { endpoint, stoppedAt, pending, dead, oldestPendingAt },
}: {
  endpoint: WebhookEndpoint
}) {
  return (
    <Item
      title={
        <Group gap="xs">
          {endpoint === 'queue' ? say('console.webhooks.queue') : endpoint}
          {stoppedAt ? (
            <Label color="red">{say('console.webhooks.stopped')}</Label>
          ) : (
            <Label color="green">{say('console.webhooks.running')}</Label>
          )}
        </Group>
      }
      details={inLine(
        oldestPendingAt
          ? sayRich('console.webhooks.pending_since', { count: pending, time: timeOf(oldestPendingAt) })
          : say('console.webhooks.pending', { count: pending }),
        say('console.webhooks.dead', { count: dead }),
        stoppedAt && sayRich('console.webhooks.gone', { time: timeOf(stoppedAt) }),
      )}
      actions={stoppedAt && <Restart endpoint={endpoint} />}
    />
  )
}

const timeOf = (value: string) => <Time value={value} relative />

const Label = ({ color, children }: { color: string; children: string }) => (
  <Badge size="sm" variant="light" radius="sm" color={color} tt="none">
    {children}
  </Badge>
)

function Restart({ endpoint }: { endpoint: string }) {
  return (
    <ActionButton
      label={say('console.webhooks.restart')}
      ariaLabel={say('console.webhooks.restart_named', { endpoint })}
      title={say('console.webhooks.restart_title')}
      deed={say('console.webhooks.restart')}
      act={() => admin.restartWebhook({ endpoint })}
      done={say('console.webhooks.restart_done')}
      changes={[['webhooks'], ['deliveries'], ['audit']]}
    >
      <Text size="sm">{say('console.webhooks.restart_what', { endpoint })}</Text>
    </ActionButton>
  )
}
