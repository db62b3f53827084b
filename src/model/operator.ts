import type { Caller, CallerRefusal } from './caller.ts'

/** Who runs the service: a user with the role `admin`, or a program with a service key. */
export type Operator = ({ type: 'user' } & Caller) | { type: 'service'; name: string }

/** The role of a user who may do what operators do. */
export const ADMIN_ROLE = 'admin'

/** What a service key may do: see, or also change. */
export const SCOPES = ['read', 'write'] as const
export type Scope = (typeof SCOPES)[number]

/** What the binding of another Worker may do besides: be given the links that are mailed to users otherwise. */
export type WorkerScope = Scope | 'links'

/** What a service may be called, in a service key or in the binding of another Worker: the audit record has it. */
export const SERVICE_NAME = /^[\w.-]{1,64}$/

/** What every service key begins with: no token does. */
export const SERVICE_KEY_PREFIX = 'lk_'

/** Why a user with a live session is no operator. */
export type OperatorRefusal = CallerRefusal | 'role_required' | 'factor_missing' | 'recent_login_required'

/** What operators do, as the audit record calls it. */
export const AUDIT_ACTIONS = [
  'user_created',
  'user_invited',
  'user_updated',
  'user_disabled',
  'user_enabled',
  'user_deleted',
  'user_exported',
  'session_ended',
  'sessions_ended',
  'factor_removed',
  'passkey_removed',
  'password_set',
  'password_reset_sent',
  'reset_link_issued',
  'confirmation_link_issued',
  'delivery_retried',
  'webhook_restarted',
  'role_granted',
  'role_revoked',
] as const
export type AuditAction = (typeof AUDIT_ACTIONS)[number]
