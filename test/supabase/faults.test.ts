import { beforeEach, describe, expect, it } from 'vitest'
import { RETRIED } from '../faults/d1-errors.ts'
import { skipBackoff } from '../support/backoff.ts'
import { faultyD1 } from '../support/d1.ts'
import { expectLogs } from '../support/logs.ts'
import { type Answer, serviceWith } from '../support/service.ts'
import { everyCall } from './calls/index.ts'
import { faceOf, SETTINGS } from './support/face.ts'
import { successOf } from './support/record.ts'

// A database that fails at any round trip, once or from then on: what test/faults/matrix.test.ts is for our own routes. Here
// what an SDK makes of the answer counts, too: none signs anybody out, and the call may be made again.

/** What a call may say that is made again although it has done its work, and lost its answer. */
const REPEATED: Record<string, string> = {
  'auth.signUp': 'user_already_exists',
  'auth.linkIdentity': 'identity_already_exists',
  'auth.updateUser({ password, current_password })': 'invalid_credentials',
  'auth.unlinkIdentity': 'identity_not_found',
  'auth.verifyOtp': 'otp_expired', // whatever the type
  'auth.exchangeCodeForSession': 'flow_state_not_found',
  'auth.mfa.verify': 'mfa_challenge_expired',
  'auth.mfa.verify (the first code)': 'session_not_found', // stepping up gives the session a new id
  'auth.mfa.unenroll': 'mfa_factor_not_found',
  'auth.mfa.recoveryCodes.verify': 'session_not_found',
  'auth.mfa.recoveryCodes.unenroll': 'mfa_factor_not_found',
  'auth.passkey.verifyRegistration': 'webauthn_credential_exists',
  'auth.passkey.verifyAuthentication': 'webauthn_challenge_not_found',
  'auth.passkey.delete': 'webauthn_credential_not_found',
  'auth.admin.createUser': 'email_exists',
  'auth.admin.inviteUserByEmail': 'over_request_rate_limit', // a code that was made has its pause
  'auth.admin.generateLink': 'over_request_rate_limit',
  'auth.admin.deleteUser': 'user_not_found',
  'auth.admin.mfa.deleteFactor': 'mfa_factor_not_found',
  'auth.admin.passkey.deletePasskey': 'webauthn_credential_not_found',
}

beforeEach(skipBackoff)

const calls = everyCall.filter(({ roundTrips }) => roundTrips > 0)

describe.each(calls)('$sdk ($wire)', ({ sdk, wire, arrange, settings, roundTrips }) => {
  const success = successOf(wire)
  it.each(faultsOf(roundTrips))('survives %j', async (fault) => {
    expectLogs('deferred_failed') // what is written down after the answer may fail
    const all = { ...SETTINGS, ...settings }
    const service = serviceWith(all)
    const call = await arrange(faceOf(service), service)
    const { DB } = faultyD1({ ...fault, ...(RETRIED[0] && { message: RETRIED[0] }) })
    const answer = await call(faceOf(serviceWith({ ...all, DB })))
    if (answer.status === success) return
    expectUnavailable(answer)
    const again = await call(faceOf(service))
    const repeated = REPEATED[sdk] ?? REPEATED[sdk.replace(/\(.*\)$/, '')]
    const allowed = fault.moment === 'after' ? [success, repeated] : [success]
    expect(allowed).toContain(again.status === success ? success : again.body.error_code)
  })
})

const faultsOf = (trips: number) =>
  Array.from({ length: trips }, (_, index) => index + 1).flatMap((trip) => [
    { trip, moment: 'before' as const, lasting: false },
    { trip, moment: 'after' as const, lasting: false },
    { trip, moment: 'after' as const, lasting: true },
  ])

/** What no SDK signs anybody out for: 503, in the words of the protocol. */
function expectUnavailable({ status, headers, body }: Answer): void {
  expect(status, JSON.stringify(body)).toBe(503)
  expect(body).toMatchObject({ code: 'request_timeout', error_code: 'request_timeout' })
  expect(headers.get('x-sb-error-code')).toBe('request_timeout')
  expect(headers.get('x-supabase-api-version')).toBe('2024-01-01')
  expect(JSON.stringify(body)).not.toMatch(/D1[ _:]/)
}
