import type { OpenAPIV3_1 } from 'openapi-types'
import { AUTH_METHODS } from '../../../src/model/auth-methods.ts'
import { type MessageType, messagesOfEvents, PAYLOAD_VERSION } from '../../../src/model/messages.ts'

type Schema = OpenAPIV3_1.SchemaObject | OpenAPIV3_1.ReferenceObject

const ID = '3q2-7wAAECAwQFBgcICQoL'

const id = (what: string): Schema => ({ type: 'string', description: what, examples: [ID] })
const text = (example: string): Schema => ({ type: 'string', examples: [example] })

const REASONS = messagesOfEvents(['session.ended']).map(({ event }) => event)

/** Members of `data` that not every message has. */
const MEMBERS = {
  fields: {
    type: 'array',
    items: text('name'),
    description: 'Which fields of the user may be others now, also such as are not public',
  },
  otherId: id('The `_id` of the guest, who is gone'),
  sessionId: id('The `_id` of the session; with `sessions`, of the one that goes on'),
  method: { type: 'string', enum: [...AUTH_METHODS], description: 'How it was signed in' },
  reason: { type: 'string', enum: REASONS, description: 'What ended it, as in the activity of the account' },
  sessions: {
    type: 'string',
    enum: ['all', 'others'],
    description: 'More than one session ended: all, or all but the one that `sessionId` names',
  },
  provider: text('apple'),
  factor: { type: 'string', enum: ['totp', 'passkey'] },
  factorId: id('The `_id` of the factor or passkey'),
} satisfies Record<string, Schema>

interface Described {
  summary: string
  /** Members of `data`; those with a question mark may be missing. */
  has: readonly (keyof typeof MEMBERS | `${keyof typeof MEMBERS}?`)[]
}

const DESCRIBED: Record<MessageType, Described> = {
  'user.created': { summary: 'A user or a guest is new', has: [] },
  'user.updated': { summary: 'Fields of a user were changed', has: ['fields'] },
  'user.deleted': { summary: 'A user is gone, with everything of theirs', has: [] },
  'user.merged': { summary: 'A guest was merged into a user: move what is theirs', has: ['otherId'] },
  'user.email_verified': { summary: 'The email address of a user is verified', has: [] },
  'user.email_changed': { summary: 'A user has another email address', has: [] },
  'user.disabled': { summary: 'A user was disabled', has: [] },
  'user.enabled': { summary: 'A user was enabled again', has: [] },
  'session.created': { summary: 'A user has signed in', has: ['sessionId', 'method?'] },
  'session.ended': { summary: 'One or more sessions of a user were ended', has: ['reason', 'sessionId?', 'sessions?'] },
  'identity.linked': { summary: 'A user has linked an account at a provider', has: ['provider'] },
  'identity.unlinked': { summary: 'A user has unlinked an account at a provider', has: ['provider'] },
  'factor.added': { summary: 'A user has added a second factor or a passkey', has: ['factor', 'factorId'] },
  'factor.removed': { summary: 'A second factor or a passkey was removed', has: ['factor', 'factorId'] },
}

/** The webhooks of the document: what is sent of each type (docs/webhooks.md). */
export const describeWebhooks = () =>
  Object.fromEntries(
    Object.entries(DESCRIBED).map(([type, described]) => [type, { post: operationOf(type, described) }]),
  ) as NonNullable<OpenAPIV3_1.Document['webhooks']> // whose type demands operations of OpenAPI 3.0

function operationOf(type: string, { summary, has }: Described): OpenAPIV3_1.OperationObject {
  return {
    operationId: `on${type.replaceAll(/(?:^|[._])(\w)/g, (_, letter) => letter.toUpperCase())}`,
    tags: [TAG.name],
    summary,
    security: [],
    parameters: HEADERS,
    requestBody: {
      required: true,
      content: { 'application/json': { schema: bodyOf(type, has), example: exampleOf(type, has) } },
    },
    responses: {
      '2XX': { description: 'Taken: it is not sent again' },
      '410': { description: 'Gone: nothing is sent any more, until an operator restarts the webhook' },
      default: { description: 'Not taken, as is no response within ten seconds: it is sent again later' },
    },
  }
}

/** The tag of what is sent. */
export const TAG = { name: 'Webhooks', description: 'What your own backend is told of changes (Standard Webhooks)' }

const header = (name: string, description: string, example: string): OpenAPIV3_1.ParameterObject => ({
  name,
  in: 'header',
  required: true,
  schema: { type: 'string' },
  description,
  example,
})

const MESSAGE_ID = `msg_${ID}_user_created`

const HEADERS = [
  header('webhook-id', 'The same however often a message is sent', MESSAGE_ID),
  header('webhook-timestamp', 'When it is sent, in seconds since 1970', '1795917939'),
  header('webhook-signature', 'One for each secret', 'v1,sge2f3/KPL18gGdKxG3ujFJDHRYj6TOcrPVmWGgzzUI='),
]

const nameOf = (member: string) => member.replace('?', '') as keyof typeof MEMBERS

function bodyOf(type: string, has: Described['has']): Schema {
  const user: Schema =
    type === 'user.deleted'
      ? objectOf({ _id: id('Nothing else is left of them') })
      : { $ref: '#/components/schemas/PublicProfile' }
  const members = Object.fromEntries(has.map((member) => [nameOf(member), MEMBERS[nameOf(member)]]))
  const optional = has.filter((member) => member.endsWith('?')).map(nameOf)
  const version: Schema = {
    const: PAYLOAD_VERSION,
    description: 'Of the payload: a change that breaks it takes the next',
  }
  return objectOf({
    type: { const: type },
    timestamp: { type: 'string', format: 'date-time', description: 'When it happened' },
    data: objectOf({ version, user, ...members }, optional),
  })
}

const objectOf = (properties: Record<string, Schema>, optional: readonly string[] = []): Schema => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  additionalProperties: false,
})

const TIME = '2026-11-24T08:30:00.000Z'

function exampleOf(type: string, has: Described['has']) {
  const user =
    type === 'user.deleted'
      ? { _id: ID }
      : { _id: ID, name: 'Syamlal', bio: 'Climbs things.', avatarUrl: null, createdAt: TIME }
  const members = has.filter((member) => member !== 'sessions?').map(nameOf)
  const data = Object.fromEntries(members.map((name) => [name, EXAMPLES[name]]))
  return { type, timestamp: TIME, data: { version: PAYLOAD_VERSION, user, ...data } }
}

const EXAMPLES: Record<keyof typeof MEMBERS, unknown> = {
  fields: ['name', 'bio'],
  otherId: ID,
  sessionId: ID,
  method: 'password',
  reason: 'logged_out',
  sessions: 'all',
  provider: 'apple',
  factor: 'totp',
  factorId: ID,
}
