import { LAST_TIME_MS } from '../lib/utc.ts'
import type { EventType } from './event-types.ts'
import type { FactorType } from './factor-types.ts'

/** What webhooks and the queue are told. */
export const MESSAGE_TYPES = [
  'user.created',
  'user.updated',
  'user.deleted',
  'user.merged',
  'user.email_verified',
  'user.email_changed',
  'user.disabled',
  'user.enabled',
  'session.created',
  'session.ended',
  'identity.linked',
  'identity.unlinked',
  'factor.added',
  'factor.removed',
] as const
export type MessageType = (typeof MESSAGE_TYPES)[number]

/** What the outbox calls the queue, beside the URLs of webhooks. */
export const QUEUE = 'queue'

/** When a message is due that waits for another of its user, in milliseconds: never. */
export const NOT_DUE = LAST_TIME_MS

/** Of the payloads. A change that breaks a consumer takes the next one. */
export const PAYLOAD_VERSION = 1

/** A message that an event makes. */
interface MessageOfEvent {
  type: MessageType
  /** Only if this is so at the end of the event's batch: its session is there, or the email was verified by it. */
  only?: 'session' | 'verified'
  /**
   * What it tells besides the user: the event's session; the one that was ended; that all sessions were, or all but the
   * event's if that is there; the other account; the provider; the id of the factor.
   */
  tells?: 'session' | 'ended' | 'others' | 'otherId' | 'provider' | 'factor'
  factor?: FactorType | 'passkey'
  /** Which fields of the user may be others now, where the change itself does not say. */
  fields?: readonly string[]
}

const sessionCreated = { type: 'session.created', only: 'session', tells: 'session' } as const
const othersEnded = { type: 'session.ended', tells: 'others' } as const
const verified = { type: 'user.email_verified', only: 'verified' } as const

/**
 * Which messages each event makes, in their order. Besides, there are `user.updated` of the user's own edit and
 * `user.deleted`, which are no events.
 */
const MESSAGES_OF: Record<EventType, readonly MessageOfEvent[]> = {
  registered: [{ type: 'user.created' }, sessionCreated],
  guest_created: [{ type: 'user.created' }, sessionCreated],
  guest_upgraded: [{ type: 'user.updated', fields: ['name', 'email', 'isGuest'] }, verified],
  guest_merged: [{ type: 'user.merged', tells: 'otherId' }],
  logged_in: [sessionCreated],
  second_factor_asked: [],
  factor_added: [{ type: 'factor.added', tells: 'factor', factor: 'totp' }],
  factor_removed: [{ type: 'factor.removed', tells: 'factor', factor: 'totp' }],
  recovery_codes_made: [],
  recovery_codes_removed: [],
  recovery_code_used: [],
  logged_out: [{ type: 'session.ended', tells: 'session' }],
  refresh_reused: [{ type: 'session.ended', tells: 'session' }],
  session_ended: [{ type: 'session.ended', tells: 'ended' }],
  other_sessions_ended: [othersEnded],
  password_changed: [othersEnded, sessionCreated],
  password_reset_requested: [],
  password_reset: [verified, othersEnded, sessionCreated],
  email_verified: [{ type: 'user.email_verified' }],
  email_change_requested: [],
  email_changed: [{ type: 'user.email_changed' }],
  identity_linked: [{ type: 'identity.linked', tells: 'provider' }],
  identity_unlinked: [{ type: 'identity.unlinked', tells: 'provider' }],
  passkey_added: [{ type: 'factor.added', tells: 'factor', factor: 'passkey' }],
  passkey_removed: [{ type: 'factor.removed', tells: 'factor', factor: 'passkey' }],
  passkey_cloned: [],
  profile_changed: [{ type: 'user.updated', fields: ['name', 'email', 'emailVerified'] }],
  roles_changed: [{ type: 'user.updated', fields: ['roles'] }],
  metadata_changed: [{ type: 'user.updated', fields: ['metadata', 'appMetadata'] }],
  disabled: [{ type: 'user.disabled' }],
  enabled: [{ type: 'user.enabled' }],
}

/** A message, with the event that makes it. */
export interface EventMessage extends MessageOfEvent {
  event: string
}

/** The messages of these types that events make. */
export const messagesOfEvents = (types: readonly MessageType[]): EventMessage[] =>
  Object.entries(MESSAGES_OF).flatMap(([event, messages]) =>
    messages.flatMap((message) => (types.includes(message.type) ? { event, ...message } : [])),
  )
