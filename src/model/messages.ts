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

/** Of the payloads. A change that breaks a consumer takes the next one. */
export const PAYLOAD_VERSION = 1

/** A message that an event makes. */
export interface EventMessage {
  event: EventType
  type: MessageType
  /** Only if this is so at the end of the event's batch: its session is there, or the email was verified by it. */
  only?: 'session' | 'verified'
  /** What it tells besides the user. `session`: the one of the event; `others`: all, or all others if that is there. */
  tells?: 'session' | 'ended' | 'others' | 'otherId' | 'provider' | 'factor'
  factor?: FactorType | 'passkey'
  /** Which fields of the user may be others now, where the event does not say it itself. */
  fields?: readonly string[]
}

/**
 * Which messages each type of event makes, in their order. An event that is not here makes none. Three messages have no
 * event: `user.updated` by the user's own edit, `user.deleted`, and `user.merged` tells of the guest, too.
 */
export const EVENT_MESSAGES: readonly EventMessage[] = [
  { event: 'registered', type: 'user.created' },
  { event: 'registered', type: 'session.created', only: 'session', tells: 'session' },
  { event: 'guest_created', type: 'user.created' },
  { event: 'guest_created', type: 'session.created', only: 'session', tells: 'session' },
  { event: 'guest_upgraded', type: 'user.updated', fields: ['name', 'email', 'isGuest'] },
  { event: 'guest_upgraded', type: 'user.email_verified', only: 'verified' },
  { event: 'guest_merged', type: 'user.merged', tells: 'otherId' },
  { event: 'logged_in', type: 'session.created', only: 'session', tells: 'session' },
  { event: 'logged_out', type: 'session.ended', tells: 'session' },
  { event: 'refresh_reused', type: 'session.ended', tells: 'session' },
  { event: 'session_ended', type: 'session.ended', tells: 'ended' },
  { event: 'other_sessions_ended', type: 'session.ended', tells: 'others' },
  { event: 'password_changed', type: 'session.ended', tells: 'others' },
  { event: 'password_changed', type: 'session.created', only: 'session', tells: 'session' },
  { event: 'password_reset', type: 'user.email_verified', only: 'verified' },
  { event: 'password_reset', type: 'session.ended', tells: 'others' },
  { event: 'password_reset', type: 'session.created', only: 'session', tells: 'session' },
  { event: 'email_verified', type: 'user.email_verified' },
  { event: 'email_changed', type: 'user.email_changed' },
  { event: 'identity_linked', type: 'identity.linked', tells: 'provider' },
  { event: 'identity_unlinked', type: 'identity.unlinked', tells: 'provider' },
  { event: 'factor_added', type: 'factor.added', tells: 'factor', factor: 'totp' },
  { event: 'factor_removed', type: 'factor.removed', tells: 'factor', factor: 'totp' },
  { event: 'passkey_added', type: 'factor.added', tells: 'factor', factor: 'passkey' },
  { event: 'passkey_removed', type: 'factor.removed', tells: 'factor', factor: 'passkey' },
  { event: 'profile_changed', type: 'user.updated', fields: ['name', 'email', 'emailVerified'] },
  { event: 'roles_changed', type: 'user.updated', fields: ['roles'] },
  { event: 'metadata_changed', type: 'user.updated', fields: ['metadata', 'appMetadata'] },
  { event: 'disabled', type: 'user.disabled' },
  { event: 'enabled', type: 'user.enabled' },
]
