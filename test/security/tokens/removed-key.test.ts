import { describe, expect, it } from 'vitest'
import { newJwkSet } from '../../../scripts/support/new-jwk-set.ts'
import { serviceWith } from '../../support/service.ts'
import { registerUser } from '../../support/users.ts'

const withKeys = (keys: object[]) => serviceWith({ JWT_KEYS: JSON.stringify({ keys }) })

describe('tokens of a key that leaked and was taken out of the keyring', () => {
  it('are refused, both of them, from the deployment on', async () => {
    const { keys: old } = await newJwkSet()
    const leaked = await registerUser({}, withKeys(old))
    const rotated = await newJwkSet('ES256', old)
    const withBoth = withKeys(rotated.keys)
    expect((await withBoth('/users/profile', { token: leaked.token })).status).toBe(200)

    const [fresh] = rotated.keys
    if (!fresh) throw new Error('no key')
    const withoutLeaked = withKeys([fresh])
    expect((await withoutLeaked('/users/profile', { token: leaked.token })).body.code).toBe('token_invalid')
    const { refreshToken } = leaked
    expect((await withoutLeaked('/users/token/refresh', { body: { refreshToken } })).body.code).toBe('token_invalid')
  })

  it('are refused although the new key goes by the old kid', async () => {
    const { keys: old } = await newJwkSet()
    const { token } = await registerUser({}, withKeys(old))
    const { keys } = await newJwkSet()
    const impostor = withKeys([{ ...keys[0], kid: old[0]?.kid }])
    expect((await impostor('/users/profile', { token })).body.code).toBe('token_invalid')
  })
})
