import { expect, it } from 'vitest'
import { newEncryptionKeys } from '../../scripts/support/new-jwk-set.ts'
import { type EncryptionKey, open, seal } from '../../src/crypto/sealed.ts'

const newKey = async (): Promise<EncryptionKey> => {
  const [key] = (await newEncryptionKeys()).keys
  return { kid: key?.kid ?? '', k: key?.k ?? '' }
}

it('what the first key has sealed opens for its place, with any order of the keys', async () => {
  const [first, second] = [await newKey(), await newKey()]
  const { sealed, keyId } = await seal([first, second], 'factors.secret.1', 'secret')
  expect(keyId).toBe(first.kid)
  expect(sealed).not.toContain('secret')
  expect(await open([second, first], 'factors.secret.1', sealed)).toBe('secret')
})

it('it does not open in another place, without its key, or altered', async () => {
  const [first, second] = [await newKey(), await newKey()]
  const { sealed } = await seal([first], 'factors.secret.1', 'secret')
  expect(await open([first], 'factors.secret.2', sealed)).toBeUndefined()
  expect(await open([second], 'factors.secret.1', sealed)).toBeUndefined()
  expect(await open([{ ...second, kid: first.kid }], 'factors.secret.1', sealed)).toBeUndefined()
  const [header, key, iv, text = '', tag] = sealed.split('.')
  const altered = [header, key, iv, `${text.startsWith('A') ? 'B' : 'A'}${text.slice(1)}`, tag].join('.')
  expect(await open([first], 'factors.secret.1', altered)).toBeUndefined()
  expect(await open([first], 'factors.secret.1', 'nonsense')).toBeUndefined()
})

it('one text is never sealed the same way twice', async () => {
  const key = await newKey()
  expect((await seal([key], 'a', 'text')).sealed).not.toBe((await seal([key], 'a', 'text')).sealed)
})
