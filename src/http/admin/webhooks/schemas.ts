import * as v from 'valibot'
import { MESSAGE_TYPES, QUEUE } from '../../../model/messages.ts'
import { pageQuery } from '../../fields/list-query.ts'
import { idOutput, textOutput, timeOutput } from '../../fields/outputs.ts'
import { idInput } from '../../fields/text.ts'
import { component } from '../../openapi/component.ts'
import { presenter } from '../../present.ts'

const URL_EXAMPLE = 'https://hooks.example.com/latchkey'

const endpoint = v.pipe(textOutput(URL_EXAMPLE), v.description('The URL of a webhook, or `queue`'))
const endpointInput = v.pipe(
  v.string('must be text'),
  v.check((value) => value === QUEUE || URL.canParse(value), 'must be the URL of a webhook, or queue'),
  v.metadata({ examples: [URL_EXAMPLE], description: 'The URL of a webhook, or `queue`' }),
)
const count = v.pipe(v.number(), v.integer(), v.metadata({ examples: [3] }))
const type = v.pipe(textOutput('user.created'), v.description('What happened'))

/** Who is told of changes, and of which. */
export const webhooks = component(
  'Webhooks',
  v.strictObject({
    endpoints: v.array(
      component(
        'WebhookEndpoint',
        v.strictObject({
          endpoint,
          stoppedAt: v.pipe(v.nullable(timeOutput), v.description('Since when it wants no messages: it has said 410')),
          pending: v.pipe(count, v.description('Messages that it has not taken yet, up to 10,000')),
          dead: v.pipe(count, v.description('Messages that were given up, of the latest 10,000 of all endpoints')),
          oldestPendingAt: v.nullable(timeOutput),
        }),
      ),
    ),
    types: v.array(
      component('MessageType', v.pipe(v.picklist(MESSAGE_TYPES), v.metadata({ examples: ['user.created'] }))),
    ),
  }),
)

/** A message to an endpoint that has not taken it. */
export const delivery = component(
  'Delivery',
  v.strictObject({
    _id: textOutput('1042.msg_3q2-7wAAECAwQFBgcICQoL'),
    messageId: v.pipe(textOutput('msg_3q2-7wAAECAwQFBgcICQoL'), v.description('`webhook-id`')),
    endpoint,
    type,
    userId: idOutput,
    createdAt: timeOutput,
    attempts: count,
    nextAttemptAt: v.pipe(v.nullable(timeOutput), v.description('null if it waits for one before it')),
    lastFailure: v.pipe(v.nullable(textOutput('status 503')), v.description('Why the last attempt failed')),
    deadAt: v.pipe(v.nullable(timeOutput), v.description('When it was given up')),
  }),
)

export const deliveriesQuery = v.object({
  state: v.exactOptional(
    v.pipe(
      component('DeliveryState', v.picklist(['pending', 'dead'], 'must be pending or dead')),
      v.metadata({ examples: ['dead'], description: 'Only what waits, or only what was given up' }),
    ),
  ),
  endpoint: v.exactOptional(endpointInput),
  userId: v.exactOptional(v.pipe(idInput, v.description('About this user'))),
  ...pageQuery,
})

/** Which webhook to call again. */
export const webhookRestart = component(
  'WebhookRestart',
  v.object({ endpoint: v.pipe(endpointInput, v.metadata({ examples: ['queue'] })) }),
)

export const presentWebhooks = presenter(webhooks)
export const presentDelivery = presenter(delivery)
