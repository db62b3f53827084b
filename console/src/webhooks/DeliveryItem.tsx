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
              {' '}
              · next attempt <Time value={nextAttemptAt} relative />
            </>
          )}
        </>
      }
      actions={<SendAgain delivery={delivery} />}
    />
  )
}

function SendAgain({ delivery: { _id, type, endpoint } }: { delivery: Delivery }) {
  return (
    <ActionButton
      label="Send again"
      ariaLabel={`Send ${type} to ${endpoint} again`}
      title="Send this message again?"
      deed="Send again"
      act={() => admin.retryDelivery(_id)}
      done="The message is sent again."
      changes={[['deliveries'], ['webhooks'], ['audit']]}
    >
      <Text size="sm">
        {endpoint} gets {type} once more, with the same id, so that it can tell that it knows it already.
      </Text>
    </ActionButton>
  )
}
