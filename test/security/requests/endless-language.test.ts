import { expect, it, vi } from 'vitest'
import { lookUp } from '../../../src/languages/lookup.ts'
import { call } from '../../support/service.ts'

// Attack: have a page read a language of thousands of parts, each of which the runtime compares with all others: 15 KB took it
// 28 ms of CPU.

const variants = Array.from({ length: 2_500 }, (_, index) => `v${index.toString(36).padStart(4, '0')}`)

it('what is too long for a language is none, and nothing reads it', () => {
  const Locale = vi.spyOn(Intl, 'Locale')
  expect(lookUp([`de-${variants.join('-')}`], ['de'])).toBeUndefined()
  expect(Locale).not.toHaveBeenCalled()
  expect(lookUp([`de-${variants.join('-')}`, 'fr'], ['de', 'fr'])).toBe('fr')
  Locale.mockRestore()
})

it('a page of such a link is in the language that the browser asks for', async () => {
  const headers = { 'accept-language': 'fr' }
  const { status, body } = await call(`/account/reset-password?lang=de-x-${'a-'.repeat(7_000)}a`, { headers })
  expect(status).toBe(200)
  expect(body).toContain('<html lang="fr"')
})
