import { beforeEach, expect, it } from 'vitest'
import { newAdmin } from '../support/admin.ts'
import { advance, HOUR, stopClock } from '../support/clock.ts'
import { runCron } from '../support/cron.ts'
import { newEnrolledPerson } from '../support/enrolled.ts'
import { expectLogs } from '../support/logs.ts'
import { newPerson, type Person } from '../support/person.ts'
import { openReceiver, type Receiver } from '../support/receiver.ts'
import { sessionOf } from '../support/session-of.ts'

// What webhooks are told of what operators do.

let receiver: Receiver
let admin: Person

beforeEach(async () => {
  stopClock()
  receiver = openReceiver()
  admin = await newAdmin({ settings: receiver.settings })
  receiver.clear()
})

const told = () =>
  receiver.taken.map(({ type, data: { version: _, user, ...rest } }) => ({ type, _id: user._id, ...rest }))

it('a user whom they create and delete', async () => {
  const { body } = await admin.as('/admin/users', { body: { email: 'robin@example.com' } })
  const { _id } = body.data
  await admin.as(`/admin/users/${_id}`, { method: 'DELETE' })
  expect(told()).toEqual([
    { type: 'user.created', _id },
    { type: 'user.deleted', _id },
  ])
})

it('what they change of one, and which fields', async () => {
  const { _id } = await newPerson()
  const patch = (body: object) => admin.as(`/admin/users/${_id}`, { method: 'PATCH', body })
  await patch({ name: 'Robin', roles: ['editor'], metadata: { a: 1 }, appMetadata: null })
  await patch({ name: 'Robin', emailVerified: true })
  await patch({ email: 'robin@example.com' })
  expect(told()).toEqual([
    { type: 'user.updated', _id, fields: ['name'] },
    { type: 'user.updated', _id, fields: ['roles'] },
    { type: 'user.updated', _id, fields: ['appMetadata', 'metadata'] },
    { type: 'user.email_verified', _id },
    { type: 'user.email_changed', _id },
  ])
})

it('whom they disable, until when the cron trigger enables them', async () => {
  expectLogs('swept', 'delivered')
  const { _id } = await newPerson()
  await admin.as(`/admin/users/${_id}/disable`, { body: { until: new Date(Date.now() + HOUR).toISOString() } })
  advance(HOUR)
  await runCron(receiver.settings)
  expect(told()).toEqual([
    { type: 'user.disabled', _id },
    { type: 'session.ended', _id, reason: 'other_sessions_ended', sessions: 'all' },
    { type: 'user.enabled', _id },
  ])
})

it('what they take away: which session, and which factor', async () => {
  const user = await newEnrolledPerson()
  const sessionId = sessionOf(user.token)
  const remove = (path: string) => admin.as(`/admin/users/${user._id}/${path}`, { method: 'DELETE' })
  await remove(`sessions/${sessionId}`)
  await remove(`factors/${user.factorId}`)
  const { _id } = user
  expect(told()).toEqual([
    { type: 'session.ended', _id, reason: 'session_ended', sessionId },
    { type: 'factor.removed', _id, factor: 'totp', factorId: user.factorId },
    { type: 'session.ended', _id, reason: 'other_sessions_ended', sessions: 'all' },
  ])
})
