import { afterEach, describe, expect, it } from 'vitest'
import { NOT_FOR_US, TAKEN, tryIdToken } from '../../support/provider-login.ts'
import { acme, line, mendProviders, microsoft, newKey } from '../../support/providers.ts'

afterEach(mendProviders)

// RFC 8725 §3.8: what one issuer signs must not pass for what another did, whatever it calls itself and its keys.
describe('an issuer of the settings that writes tokens of another', () => {
  it('signs nobody in there, with the same key id and all that the token tells made to fit', async () => {
    const sameId = await newKey((await line.firstKey()).kid, 'ES256')
    acme.passCooldown()
    await acme.addKey(Promise.resolve(sameId))
    const forged = await acme.idToken(line.claims(), sameId)
    expect(await tryIdToken('line', forged)).toEqual(NOT_FOR_US)
    expect(await tryIdToken('acme', forged)).toEqual(NOT_FOR_US)
    expect(await tryIdToken('acme', await acme.idToken({}, sameId))).toEqual(TAKEN)
    expect(await tryIdToken('line', await line.idToken())).toEqual(TAKEN)
  })

  it.each([
    'https://access.line.example',
    'https://id.acme.example',
    'https://id.acme.example//',
    'https://id.acme.example/\n',
    'http://id.acme.example/',
    'HTTPS://id.acme.example/',
    ['https://id.acme.example/'],
    '',
    null,
    undefined,
  ])('signs nobody in at its own name as another issuer: %j', async (iss) => {
    expect(await tryIdToken('acme', await acme.idToken({ iss }))).toEqual(NOT_FOR_US)
  })
})

describe('a tenant of an issuer that has many', () => {
  const OTHER = '11111111-2222-3333-4444-555555555555'
  const issuerOf = (tid: string) => `https://login.microsoft.example/${tid}/v2.0`

  it.each([
    ['of another tenant', { iss: issuerOf(OTHER), tid: microsoft.claims().tid }],
    ['of no tenant', { iss: issuerOf('undefined'), tid: undefined }],
    ['of what is none', { iss: issuerOf('x/y'), tid: 'x/y' }],
    ['of the template', { iss: issuerOf('{tenantid}'), tid: '{tenantid}' }],
    ['of a replacement pattern', { iss: issuerOf('{tenantid}'), tid: '$&' }],
  ])('is not believed as issuer %s', async (_, claims) => {
    expect(await tryIdToken('microsoft', await microsoft.idToken(claims))).toEqual(NOT_FOR_US)
  })

  it('signs with no key that is for the tokens of another', async () => {
    microsoft.passCooldown()
    const key = await newKey()
    const publicJwk = { ...key.publicJwk, issuer: issuerOf(OTHER) }
    await microsoft.addKey(Promise.resolve({ ...key, publicJwk }))
    expect(await tryIdToken('microsoft', await microsoft.idToken({}, key))).toEqual(NOT_FOR_US)
    expect(await tryIdToken('microsoft', await microsoft.idToken({ tid: OTHER }, key))).toEqual(TAKEN)
  })
})
