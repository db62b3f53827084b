import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { importKeyring } from '../../../src/crypto/keyring.ts'
import { mac } from '../../../src/crypto/mac.ts'
import { newPerson } from '../../support/person.ts'
import { PURPOSES } from '../../support/purposes.ts'
import { codeRows, dump } from '../../support/rows.ts'

/** Every way to hash a code that needs no key, which six digits do not withstand. */
async function unkeyed(texts: string[]): Promise<string[]> {
  const forms = [texts.join(''), texts.join('.'), texts.join(':'), JSON.stringify(texts)]
  const digests = forms.map(async (form) => {
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(form)))
    return [digest.toBase64({ alphabet: 'base64url', omitPadding: true }), digest.toHex()]
  })
  return (await Promise.all(digests)).flat()
}

describe.each(PURPOSES)('a stolen database, for a code for $purpose', ({ purpose, ask }) => {
  it('holds no code, nor a hash of one that can be tried without the key', async () => {
    const person = await newPerson()
    const code = await ask(person)
    const text = JSON.stringify(await dump())
    const [row] = (await codeRows()).filter((stored) => stored.purpose === purpose)
    expect(row?.hash).toMatch(/^[\w-]{43}$/) // 256 bits
    expect(text).not.toContain(`"${code}"`)
    const owner = [person._id, person.email, row?.address ?? '']
    const guesses = await Promise.all([
      unkeyed([code]),
      ...owner.flatMap((subject) => [unkeyed([subject, code]), unkeyed(['code', purpose, subject, code])]),
    ])
    for (const guess of guesses.flat()) expect(text).not.toContain(guess)
  })

  it('holds what only the service’s key makes of it', async () => {
    const person = await newPerson()
    const code = await ask(person)
    const [row] = (await codeRows()).filter((stored) => stored.purpose === purpose)
    const ours = await importKeyring(JSON.parse(env.JWT_KEYS))
    const strangers = await importKeyring({
      keys: [{ kty: 'oct', k: 'c3RyYW5nZXJzIGtleSwgbG9uZyBlbm91Z2ggZm9yIEhTMjU2IQ' }],
    })
    const subject = ['reset_password', 'login'].includes(purpose) ? person.email : person._id
    const texts = ['code', purpose, subject, code]
    expect(row?.hash).toBe(await mac(ours.macKey, texts))
    expect(row?.hash).not.toBe(await mac(strangers.macKey, texts))
  })
})
