import { Anchor, Text } from '@mantine/core'
import { admin } from '../api/admin.ts'
import type { Delivery } from '../api/types.ts'
import { counted } from '../lib/format.ts'
import { hrefOf } from '../lib/place.ts'
import { ActionButton } from '../ui/ActionButton.tsx'
import { Item } from '../ui/ItemList.tsx'
import { Time } from '../ui/Time.tsx'

export function DeliveryItem({ delivery }: { delivery: Delivery }) {
  const { type, endpoint, userId, createdAt, attempts, nextAttemptAt, lastFailure, deadAt } = delivery
  return (
    <Item
      title={type}
      details={
        <>
          To {endpoint}, of{' '}
          <Anchor size="xs" href={hrefOf(['users', userId])}>
            {userId}
          </Anchor>
          <br />
          <Time value={createdAt} /> · {counted(attempts, 'attempt')}
          {lastFailure && ` · ${lastFailure}`}
          {deadAt && (
            <>
              {' '}
              · given up <Time value={deadAt} relative />
            </>
          )}
          {!deadAt && nextAttemptAt && (
            <>
              {Date.parse(nextAttemptAt) > Date.now() ? ' · next attempt ' : ' · due '}
              <Time value={nextAttemptAt} relative />
            </>
          )}
        </>
      }
      actions={<SendAgain delivery={delivery} />}
    />
  )
}

function SendAgain({ delivery: { _id, type, endpoint, deadAt } }: { delivery: Delivery }) {
  const deed = deadAt ? 'Send again' : 'Send now'
  return (
    <ActionButton
      label={deed}
      ariaLabel={`${deed}: ${type} to ${endpoint}`}
      title={`${deed}?`}
      deed={deed}
      act={() => admin.retryDelivery(_id)}
      done="The message is on its way."
      changes={[['deliveries'], ['webhooks'], ['audit']]}
    >
      <Text size="sm">
        {endpoint} gets {type} with the id that it has always had: if it knows the message already, it can tell.
        {!deadAt && ' What waits before it of the same user is sent first, and holds it up if it fails again.'}
      </Text>
    </ActionButton>
  )
}
