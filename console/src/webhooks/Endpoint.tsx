import { Badge, Group, Text } from '@mantine/core'
import { admin } from '../api/admin.ts'
import type { WebhookEndpoint } from '../api/types.ts'
import { formatNumber } from '../lib/format.ts'
import { ActionButton } from '../ui/ActionButton.tsx'
import { Item } from '../ui/ItemList.tsx'
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
          {endpoint === 'queue' ? 'The queue EVENTS' : endpoint}
          {stoppedAt ? <Label color="red">Stopped</Label> : <Label color="green">Running</Label>}
        </Group>
      }
      details={
        <>
          {formatNumber(pending)} waiting
          {oldestPendingAt && (
            <>
              , the oldest since <Time value={oldestPendingAt} relative />
            </>
          )}{' '}
          · {formatNumber(dead)} given up
          {stoppedAt && (
            <>
              {' '}
              · it responded 410 <Time value={stoppedAt} relative />
            </>
          )}
        </>
      }
      actions={stoppedAt && <Restart endpoint={endpoint} />}
    />
  )
}

const Label = ({ color, children }: { color: string; children: string }) => (
  <Badge size="sm" variant="light" radius="sm" color={color} tt="none">
    {children}
  </Badge>
)

function Restart({ endpoint }: { endpoint: string }) {
  return (
    <ActionButton
      label="Restart"
      ariaLabel={`Restart ${endpoint}`}
      title="Restart this webhook?"
      deed="Restart"
      act={() => admin.restartWebhook({ endpoint })}
      done="The webhook gets messages again."
      changes={[['webhooks'], ['deliveries'], ['audit']]}
    >
      <Text size="sm">
        {endpoint} responded that it is gone for good (410), so nothing was sent to it. From now on it gets messages
        again, but not those of what happened meanwhile. What was given up can be sent again below.
      </Text>
    </ActionButton>
  )
}
