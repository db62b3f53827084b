import fc from 'fast-check'
import { expect, it } from 'vitest'
import { encodeBase64url } from '../../src/lib/base64url.ts'
import { everyCall } from '../supabase/calls/index.ts'
import { faceWith, signUp } from '../supabase/support/face.ts'
import { asService, WITH_SERVICE_KEYS } from '../supabase/support/service-token.ts'
import { anyJson, anyText, RUNS, TIMEOUT_MS } from './arbitraries.ts'

// What SDKs of Supabase send is typed by their apps: none of it may be a failure of ours.

const FIELDS = [
  ...[
    'email',
    'phone',
    'password',
    'current_password',
    'nonce',
    'data',
    'user_metadata',
    'app_metadata',
    'create_user',
  ],
  ...[
    'type',
    'token',
    'token_hash',
    'redirect_to',
    'new_email',
    'refresh_token',
    'auth_code',
    'code_verifier',
    'provider',
  ],
  ...['id_token', 'link_identity', 'code_challenge', 'code_challenge_method', 'factor_type', 'friendly_name', 'issuer'],
  ...['challenge_id', 'code', 'credential', 'ban_duration', 'role', 'id', 'email_confirm', 'should_soft_delete'],
]

const part = (value: unknown) => encodeBase64url(new TextEncoder().encode(JSON.stringify(value)))

/** What looks like a token, and says anything. */
const anyToken = fc
  .oneof(anyJson, fc.record({ sub: anyJson, sid: fc.oneof(anyJson, fc.constant({ toString: 1 })), jti: anyText }))
  .map((payload) => `${part({ alg: 'ES256', typ: 'rt+jwt', kid: '1' })}.${part(payload)}.AAAA`)

const likely = fc.constantFrom(
  'robin@example.com',
  'totp',
  'email',
  'signup',
  'google',
  's256',
  'correct horse battery',
)
const anyValue = fc.oneof(anyJson, anyText, likely, anyToken)

const anyCall = fc.record({
  wire: fc.constantFrom(...everyCall.map(({ wire }) => wire).filter((wire) => !wire.includes('/logout'))),
  id: fc.oneof(
    fc.uuid(),
    anyText.map((text) => encodeURIComponent(text.toWellFormed())),
  ),
  query: anyText.map((text) => encodeURIComponent(text.toWellFormed())),
  body: fc.oneof(fc.dictionary(fc.constantFrom(...FIELDS), anyValue, { maxKeys: 6 }), anyJson),
})

it('any call of the protocol is answered, and never by our fault', { timeout: TIMEOUT_MS }, async () => {
  const face = faceWith({ ...WITH_SERVICE_KEYS, SUPABASE_MANUAL_LINKING: 'on' })
  const { bearer } = await signUp(face)
  await fc.assert(
    fc.asyncProperty(anyCall, async ({ wire, id, query, body }) => {
      const [method = '', pattern = ''] = wire.split(' ')
      const isAdmin = /^\/(admin|invite)/.test(pattern)
      const { status } = await face(
        pattern.replaceAll(/\{\w+\}/g, () => id) + (pattern.includes('?') ? '' : `?redirect_to=${query}&page=${query}`),
        {
          method,
          ...(isAdmin ? asService() : { bearer }),
          ...(method !== 'GET' && { body: JSON.stringify(body) }),
          headers: { ...(isAdmin && asService().headers), 'content-type': 'application/json' },
        },
      )
      expect(status).toBeLessThan(500)
    }),
    { numRuns: 30 * RUNS },
  )
})
