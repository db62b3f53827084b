import { Anchor, Text } from '@mantine/core'
import { admin } from '../api/admin.ts'
import type { Delivery } from '../api/types.ts'
import { say, sayRich } from '../lib/language.ts'
import { hrefOf } from '../lib/place.ts'
import { ActionButton } from '../ui/ActionButton.tsx'
import { Item } from '../ui/ItemList.tsx'
import { inLine } from '../ui/in-line.ts'
import { Time } from '../ui/Time.tsx'

export function DeliveryItem({ delivery }: { delivery: Delivery }) {
  const { type, endpoint, userId, createdAt, attempts, nextAttemptAt, lastFailure, deadAt } = delivery
  return (
    <Item
      title={type}
      details={
        <>
          {sayRich('console.webhooks.to_of', {
            endpoint,
            user: (
              <Anchor size="xs" href={hrefOf(['users', userId])}>
                {userId}
              </Anchor>
            ),
          })}
          <br />
          {inLine(
            <Time value={createdAt} />,
            say('console.webhooks.attempts', { count: attempts }),
            lastFailure,
            deadAt && sayRich('console.webhooks.given_up_at', { time: <Time value={deadAt} relative /> }),
            !deadAt && nextAttemptAt && nextAttempt(nextAttemptAt),
          )}
        </>
      }
      actions={<SendAgain delivery={delivery} />}
    />
  )
}

function nextAttempt(at: string) {
  const isDue = Date.parse(at) <= Date.now()
  return sayRich(isDue ? 'console.webhooks.due' : 'console.webhooks.next_attempt', {
    time: <Time value={at} relative />,
  })
}

/** What was given up is sent again, and what waits is sent now. */
const SENTENCES = {
  again: {
    deed: 'console.webhooks.send_again',
    named: 'console.webhooks.send_again_named',
    title: 'console.webhooks.send_again_title',
  },
  now: {
    deed: 'console.webhooks.send_now',
    named: 'console.webhooks.send_now_named',
    title: 'console.webhooks.send_now_title',
  },
} as const

function SendAgain({ delivery: { _id, type, endpoint, deadAt } }: { delivery: Delivery }) {
  const { deed, named, title } = SENTENCES[deadAt ? 'again' : 'now']
  return (
    <ActionButton
      label={say(deed)}
      ariaLabel={say(named, { type, endpoint })}
      title={say(title)}
      deed={say(deed)}
      act={() => admin.retryDelivery(_id)}
      done={say('console.webhooks.send_done')}
      changes={[['deliveries'], ['webhooks'], ['audit']]}
    >
      <Text size="sm">
        {say('console.webhooks.send_what', { endpoint, type })} {!deadAt && say('console.webhooks.send_what_first')}
      </Text>
    </ActionButton>
  )
}
