import { env } from 'cloudflare:workers'
import { decodeJwt } from 'jose'
import { describe, expect, it } from 'vitest'
import { expectLogs, logged, loggedText } from '../support/logs.ts'
import { sendRaw } from '../support/raw-request.ts'
import { call, serviceWith } from '../support/service.ts'
import { registerUser } from '../support/users.ts'

const REQUIRED = [
  'DB',
  'ASSETS',
  'JWT_KEYS',
  'ACCESS_TOKEN_TTL',
  'SESSION_TTL',
  'TOKEN_AUDIENCE',
  'PASSWORD_ITERATIONS',
  'CORS_ORIGINS',
  'EVENTS_RETENTION',
  'APP_NAME',
]

const SECRET = 's3cr3t_value' // no hyphen: a PEM block may hold it

const KEY = 'A'.repeat(43)

const jwks = (keys: unknown) => JSON.stringify({ keys })

const oidc = (changes: object, name = 'line') =>
  JSON.stringify({ [name]: { issuer: 'https://id.example', clientIds: ['1'], ...changes } })
const TENANTS = 'https://id.example/{tenantid}/v2.0'

/** Values that cannot be meant, and what is said of each. */
const WRONG: [string, unknown, string][] = [
  ['DB', {}, 'must be a D1 database'],
  ['DB', SECRET, 'must be a D1 database'],
  ['ASSETS', {}, 'must be the binding of [assets]'],
  ['ASSETS', SECRET, 'must be the binding of [assets]'],
  ['JWT_KEYS', '', 'must be a JWK Set in JSON'],
  ['JWT_KEYS', SECRET, 'must be a JWK Set in JSON'],
  ['JWT_KEYS', `"${SECRET}"`, 'must be a JWK Set'],
  ['JWT_KEYS', `["${SECRET}"]`, 'must be a JWK Set'],
  ['JWT_KEYS', '{}', 'must be a JWK Set'],
  ['JWT_KEYS', jwks(SECRET), 'must be a JWK Set'],
  ['JWT_KEYS', jwks([]), 'must hold a key'],
  ['JWT_KEYS', jwks([SECRET]), 'must be a JWK Set'],
  ['JWT_KEYS', jwks([{ k: SECRET }]), 'must be a JWK Set'],
  ['JWT_KEYS', jwks([{ kty: SECRET }]), 'key 0 is not for ES256, EdDSA or HS256'],
  ['JWT_KEYS', jwks([{ kty: 'oct', k: SECRET }]), 'key 0 is not a usable private key'],
  ['JWT_KEYS', jwks([{ kty: 'EC', crv: 'P-256', d: SECRET }]), 'key 0 is not a usable private key'],
  ['JWT_KEYS', jwks([{ kty: 'EC', crv: 'P-256', d: SECRET, use: 'enc' }]), 'key 0 is not for signing'],
  ['JWT_KEYS', jwks([{ kty: 'EC', crv: 'P-256', d: SECRET, key_ops: ['verify'] }]), 'key 0 is not for signing'],
  ['JWT_KEYS', jwks([{ kty: 'EC', crv: 'P-256', d: SECRET, key_ops: 'sign' }]), 'key 0 is not for signing'],
  ['ENCRYPTION_KEYS', SECRET, 'must be a JWK Set of 256-bit keys'],
  ['ENCRYPTION_KEYS', jwks([]), 'must hold a key'],
  ['ENCRYPTION_KEYS', jwks([{ kty: 'EC', kid: '1', k: KEY }]), 'must be a JWK Set of 256-bit keys'],
  ['ENCRYPTION_KEYS', jwks([{ kty: 'oct', kid: '1', k: SECRET }]), 'must be a JWK Set of 256-bit keys'],
  ['ENCRYPTION_KEYS', jwks([{ kty: 'oct', k: KEY }]), 'must be a JWK Set of 256-bit keys'],
  ['ENCRYPTION_KEYS', '', 'is missing, and FACTORS is on'],
  ['FACTORS', SECRET, 'must be on or off'],
  ['ACCESS_TOKEN_TTL', SECRET, 'must be a duration such as 15m or 10d'],
  ['ACCESS_TOKEN_TTL', '', 'must be a duration such as 15m or 10d'],
  ['ACCESS_TOKEN_TTL', '0m', 'must be at least one second'],
  ['ACCESS_TOKEN_TTL', '-5m', 'must be a duration such as 15m or 10d'],
  ['ACCESS_TOKEN_TTL', '1.5h', 'must be a duration such as 15m or 10d'],
  ['SESSION_TTL', '2 weeks', 'must be a duration such as 15m or 10d'],
  ['SESSION_TTL', { text: SECRET }, 'must be a duration such as 15m or 10d'],
  ['TOKEN_AUDIENCE', '  ', 'must not be empty'],
  ['TOKEN_AUDIENCE', 424242, 'must be text'],
  ['PASSWORD_ITERATIONS', SECRET, 'must be a whole number'],
  ['PASSWORD_ITERATIONS', true, 'must be a whole number'],
  ['PASSWORD_ITERATIONS', '', 'must be at least 10000'],
  ['PASSWORD_ITERATIONS', 9_999, 'must be at least 10000'],
  ['PASSWORD_ITERATIONS', 15_000, 'must be a multiple of 10000'],
  ['PASSWORD_ITERATIONS', 10_010_000, 'must be at most 10000000'],
  ['IMPORTED_HASHES', '$2b$10', 'must be forms such as $2b$10$, separated by spaces'],
  ['IMPORTED_HASHES', '$argon2id$v=19$', 'must be forms'],
  ['SESSION_TTL', '1234567890d', 'must be a duration such as 15m or 10d'],
  ['CORS_ORIGINS', 424242, 'must be text'],
  ['ACCESS_TOKEN_TTL', '3651d', 'must be at most ten years'],
  ['SESSION_TTL', '999999999d', 'must be at most ten years'],
  ['SESSION_TTL', '5d', 'must be longer than half of ACCESS_TOKEN_TTL'],
  ['SESSION_MAX_AGE', SECRET, 'must be a duration such as 15m or 10d'],
  ['SESSION_MAX_AGE', '0d', 'must be at least one second'],
  ['PUBLIC_URL', SECRET, 'must be an origin such as https://api.example.com, or empty'],
  ['PUBLIC_URL', 'https://example.com/api', 'must be an origin'],
  ['PUBLIC_URL', 'https://example.com/?x=1', 'must be an origin'],
  ['PUBLIC_URL', 'https://API.example.com', 'must be an origin'],
  ['PUBLIC_URL', 'mailto:robin@example.com', 'must be an origin'],
  ['CORS_ORIGINS', 'https://app.example.com/api', 'must be "*" or origins such as https://app.example.com'],
  ['CORS_ORIGINS', 'https://app.example.com,*', 'must be "*" or origins such as https://app.example.com'],
  ['CORS_ORIGINS', 'capacitor://localhost/index.html', 'must be "*" or origins such as https://app.example.com'],
  ['CORS_ORIGINS', 'localhost', 'must be "*" or origins such as https://app.example.com'],
  ['CORS_ORIGINS', '', 'must be "*" or origins such as https://app.example.com'],
  ['PUBLIC_URL', 424242, 'must be text'],
  ['EVENTS_RETENTION', 'for ever', 'must be a duration such as 15m or 10d'],
  ['APP_NAME', '', 'must not be empty'],
  ['APP_NAME', 424242, 'must be text'],
  ['MAIL_FROM', 424242, 'must be text'],
  ['MAIL_FROM', SECRET, 'must be an email address, or empty'],
  ['APPLE_APP_IDS', 'com.example.app', 'must be app ids such as TEAM123456.com.example.app'],
  ['ANDROID_APPS', 'com.example.app', 'must be packages, each with its SHA-256 fingerprint'],
  ['LEGACY_JWT_UNTIL', '1', 'must be a date such as 2027-01-31, or empty'],
  ['LEGACY_JWT_UNTIL', '01/02/2027', 'must be a date'],
  ['LEGACY_JWT_UNTIL', '2027-02-31', 'must be a date'],
  ['RESEND_API_KEY', 424242, 'must be text'],
  ['EMAIL', SECRET, 'must send email'],
  ['APPLE_PRIVATE_KEY', SECRET, 'must be a PKCS#8 key in PEM'],
  [
    'APPLE_PRIVATE_KEY',
    `-----BEGIN EC PRIVATE KEY-----\n${SECRET}\n-----END EC PRIVATE KEY-----`,
    'must be a PKCS#8 key',
  ],
  ['APPLE_TEAM_ID', 424242, 'must be text'],
  ['OIDC_PROVIDERS', 424242, 'must be text'],
  ['OIDC_PROVIDERS', SECRET, 'must be JSON such as {"line": '],
  ['OIDC_PROVIDERS', `["${SECRET}"]`, 'must name providers as a-z'],
  ['OIDC_PROVIDERS', `{"line": "${SECRET}"}`, 'must be JSON such as'],
  ['OIDC_PROVIDERS', oidc({ clientId: SECRET }), 'must be JSON such as'],
  ['OIDC_PROVIDERS', oidc({ clientIds: [] }), 'must be JSON such as'],
  ['OIDC_PROVIDERS', oidc({ clientIds: SECRET }), 'must be JSON such as'],
  ['OIDC_PROVIDERS', oidc({ emailAuthority: SECRET }), 'must be JSON such as'],
  ['OIDC_PROVIDERS', oidc({}, 'apple'), 'must name providers as a-z, 0-9 and hyphens, and none apple'],
  ['OIDC_PROVIDERS', oidc({}, 'passkey'), 'must name providers'],
  ['OIDC_PROVIDERS', oidc({}, 'LINE'), 'must name providers'],
  ['OIDC_PROVIDERS', oidc({ issuer: SECRET }), 'must have https URLs'],
  ['OIDC_PROVIDERS', oidc({ issuer: 'http://id.example' }), 'must have https URLs'],
  ['OIDC_PROVIDERS', oidc({ issuer: 'https://id.example?x' }), 'must have https URLs, without a query'],
  ['OIDC_PROVIDERS', oidc({ jwksUrl: 'http://localhost.id.example/keys' }), 'must have https URLs'],
  ['OIDC_PROVIDERS', oidc({ issuer: TENANTS }), 'may have {tenantid} in an issuer once, with a jwksUrl'],
  [
    'OIDC_PROVIDERS',
    oidc({ issuer: TENANTS, jwksUrl: 'https://id.example/keys', emailAuthority: true }),
    'may have {tenantid} in an issuer once, with a jwksUrl and without emailAuthority',
  ],
  [
    'OIDC_PROVIDERS',
    oidc({ issuer: `${TENANTS}{tenantid}`, jwksUrl: 'https://id.example/keys' }),
    'may have {tenantid}',
  ],
  ['BRAND_COLOR', '#05d', 'must be a colour such as #0b57d0'],
  ['DEFAULT_LOCALE', 'de;q=1', 'must be a language tag such as en-GB, or empty'],
]

describe('a setting or secret that is missing', () => {
  for (const name of REQUIRED) {
    it(`is named, as a 500 and in the log: ${name}`, async () => {
      expectLogs('misconfigured')
      const { [name as keyof Env]: _, ...rest } = env
      const response = await sendRaw('/health', {}, rest)
      expect(response.status).toBe(500)
      const body: any = await response.json()
      expect(body.code).toBe('misconfigured')
      expect(body.errors).toEqual([{ path: name, message: expect.stringMatching(/^is missing/) }])
      expect(logged('misconfigured')).toEqual([
        { level: 'error', event: 'misconfigured', settings: expect.stringContaining(`${name} is missing`) },
      ])
    })
  }

  it('is fine where it is not needed: ENCRYPTION_KEYS without FACTORS', async () => {
    const settings = { ...env, ENCRYPTION_KEYS: undefined, FACTORS: 'off' }
    expect((await sendRaw('/health', {}, settings)).status).toBe(200)
  })

  it('is fine where there is a default: PUBLIC_URL', async () => {
    const { PUBLIC_URL: _, ...rest } = env
    expect((await sendRaw('/health', {}, rest)).status).toBe(200)
  })
})

describe('a setting or secret that is wrong', () => {
  for (const [name, value, message] of WRONG) {
    it(`is named and never shown, in the answer and in the log: ${name} ${JSON.stringify(value)}`, async () => {
      expectLogs('misconfigured')
      const { status, body } = await serviceWith({ [name]: value })('/health')
      expect(status).toBe(500)
      expect(body).toMatchObject({ code: 'misconfigured', errors: [{ path: name }] })
      expect(body.errors).toHaveLength(1)
      expect(body.errors[0].message).toContain(message)
      for (const text of [JSON.stringify(body), loggedText()]) {
        expect(text).not.toContain(SECRET)
        expect(text).not.toContain('424242')
      }
    })
  }

  it('is not what a developer has on their own machine: an issuer at localhost', async () => {
    const service = serviceWith({ OIDC_PROVIDERS: oidc({ issuer: 'http://localhost:8080/realms/dev' }) })
    expect((await service('/health')).status).toBe(200)
  })

  it('does not hide another: all are named at once', async () => {
    expectLogs('misconfigured')
    const service = serviceWith({ JWT_KEYS: '', SESSION_TTL: 'soon', PASSWORD_ITERATIONS: 1 })
    const { body } = await service('/users/login', { body: {} })
    expect(body.errors.map(({ path }: { path: string }) => path)).toEqual([
      'JWT_KEYS',
      'SESSION_TTL',
      'PASSWORD_ITERATIONS',
    ])
  })

  it('fails every call, with the request id and nothing that could be cached', async () => {
    expectLogs('misconfigured')
    const answer = await serviceWith({ SESSION_TTL: 'soon' })('/users/profile')
    expect(answer.status).toBe(500)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.body.requestId).toBe(answer.headers.get('x-request-id'))
  })
})

describe('settings at work', () => {
  const lives: [string | number, number][] = [
    ['90', 90],
    ['90s', 90],
    ['15m', 900],
    [' 2h ', 7_200],
    ['10d', 864_000],
    [120, 120],
  ]
  for (const [setting, seconds] of lives) {
    it(`ACCESS_TOKEN_TTL is the life of an access token: ${JSON.stringify(setting)}`, async () => {
      const { token } = await registerUser({}, serviceWith({ ACCESS_TOKEN_TTL: setting }))
      const { iat = 0, exp = 0 } = decodeJwt(token)
      expect(exp - iat).toBe(seconds)
    })
  }

  it('PUBLIC_URL is the issuer, without a slash at its end', async () => {
    const service = serviceWith({ PUBLIC_URL: 'https://id.example.org//' })
    const { token } = await registerUser({}, service)
    expect(decodeJwt(token).iss).toBe('https://id.example.org')
    expect((await service('/users/profile', { token })).status).toBe(200)
    expect((await service('/.well-known/openid-configuration')).body).toMatchObject({
      issuer: 'https://id.example.org',
      jwks_uri: 'https://id.example.org/.well-known/jwks.json',
    })
  })

  it('an empty PUBLIC_URL makes the origin of the request the issuer', async () => {
    expect((await call('/.well-known/openid-configuration')).body.issuer).toBe('https://api.example.com')
  })

  it('TOKEN_AUDIENCE is the audience', async () => {
    const { token } = await registerUser({}, serviceWith({ TOKEN_AUDIENCE: 'my-app' }))
    expect(decodeJwt(token).aud).toBe('my-app')
  })
})
