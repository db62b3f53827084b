import { afterEach, expect, it, vi } from 'vitest'
import { logged, loggedText } from '../../support/logs.ts'
import { loginWith } from '../../support/provider-login.ts'
import { acme, line, mendProviders } from '../../support/providers.ts'
import { dump } from '../../support/rows.ts'

afterEach(() => {
  mendProviders()
  vi.restoreAllMocks()
})

const { issuer, keysUrl } = line
const answers = (document: unknown) => async () => Response.json(document)

// OpenID Connect Discovery 1.0 §4.3: whoever answers in an issuer's place, or only fails, gives us no keys.
it.each([
  ['another issuer', answers({ issuer: acme.issuer, jwks_uri: acme.keysUrl }), 'discovery_issuer'],
  ['the issuer but for a slash', answers({ issuer: `${issuer}/`, jwks_uri: keysUrl }), 'discovery_issuer'],
  ['no issuer', answers({ jwks_uri: keysUrl }), 'discovery_issuer'],
  ['nothing', answers(null), 'discovery_issuer'],
  ['keys without TLS', answers({ issuer, jwks_uri: 'http://access.line.example/certs' }), 'discovery_keys'],
  ['keys in itself', answers({ issuer, jwks_uri: 'data:application/json,{}' }), 'discovery_keys'],
  ['no keys', answers({ issuer }), 'discovery_keys'],
  ['a redirect', async () => Response.redirect('https://elsewhere.example/'), 'discovery_status'],
  ['an error', async () => new Response('secret', { status: 500 }), 'discovery_status'],
  ['more than anybody has to say', answers({ issuer, jwks_uri: keysUrl, secret: 'x'.repeat(300_000) }), 'too_large'],
  ['no JSON', async () => new Response('secret'), 'SyntaxError'],
  ['nobody', () => Promise.reject(new TypeError('secret')), 'TypeError'],
])('an issuer whose discovery document is answered by %s signs nobody in', async (_, answer, code) => {
  line.outlastDiscovery()
  line.breakDiscovery(answer)
  const before = await dump()
  const { status, headers, body } = await loginWith('line')
  expect([status, body.code]).toEqual([503, 'unavailable'])
  expect(headers.get('retry-after')).toMatch(/^[1-9]\d*$/)
  expect(logged('request').at(-1)).toMatchObject({ reason: `keys of line: ${code}` })
  expect(loggedText() + JSON.stringify(body)).not.toContain('secret')
  expect(await dump()).toEqual(before)
  line.mend()
  expect((await loginWith('line')).status).toBe(200)
})

it('an issuer that does not answer is waited for some seconds', async () => {
  line.outlastDiscovery()
  line.breakDiscovery(
    (signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
  )
  const timeout = AbortSignal.timeout.bind(AbortSignal)
  const asked = vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => timeout(1))
  expect((await loginWith('line')).body.code).toBe('unavailable')
  expect(asked.mock.calls).toEqual([[5_000]])
})

it('keys that are larger than anybody’s are not read', async () => {
  acme.outlastKeys()
  acme.breakKeys(async () => Response.json({ keys: [], padding: 'x'.repeat(300_000) }))
  expect((await loginWith('acme')).body.code).toBe('unavailable')
  expect(logged('request').at(-1)).toMatchObject({ reason: 'keys of acme: too_large' })
})
