/** Issuers as the tests' settings describe them: one with discovery, one with all there is, and one of many tenants. */
export const OIDC_PROVIDERS = {
  line: { name: 'LINE', issuer: 'https://access.line.example', clientIds: ['1234567890'] },
  acme: {
    issuer: 'https://id.acme.example/',
    clientIds: ['acme-ios', 'acme-android'],
    jwksUrl: 'https://keys.acme.example/jwks',
    emailAuthority: true,
    nonceCheck: false,
  },
  microsoft: {
    name: 'Microsoft',
    issuer: 'https://login.microsoft.example/{tenantid}/v2.0',
    clientIds: ['6731de76-14a6-49ae-97bc-6eba6914391e'],
    jwksUrl: 'https://login.microsoft.example/common/discovery/v2.0/keys',
  },
}
