/// <reference types="vite/types/importMeta.d.ts" />
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createIssuer, STAND_IN_CLIENT_ID } from '../../../scripts/stand-in-providers/id-tokens.ts'
import { mendProviders, providers } from '../../support/providers.ts'
import { serviceWith } from '../../support/service.ts'

const STAND_INS = 'http://127.0.0.1:3002'

afterEach(() => {
  mendProviders()
  vi.restoreAllMocks()
})

// That `npm run deploy` refuses to build with stand-ins is in test/journeys/deploy.test.ts.
describe.each(['apple', 'google'] as const)('a token of the stand-in for %s that `npm run dev` can have', (name) => {
  it('signs nobody in to the Worker, whatever its variables say, and the stand-in is not asked', async () => {
    const issuer = await createIssuer()
    const idToken = await issuer.idToken(name, { email: 'victim@gmail.com', nonce: undefined, name: 'Mallory' })
    const asked = vi.spyOn(globalThis, 'fetch')
    providers[name].passCooldown()
    const call = serviceWith({
      STAND_IN_PROVIDERS: STAND_INS,
      APPLE_CLIENT_IDS: STAND_IN_CLIENT_ID,
      GOOGLE_CLIENT_IDS: STAND_IN_CLIENT_ID,
    })
    const { status, body } = await call(`/users/login/${name}`, { body: { idToken } })
    expect([status, body.code]).toEqual([401, 'id_token_invalid'])
    expect(asked.mock.calls.filter(([url]) => !String(url).startsWith('https://'))).toEqual([])
    const honest = await providers[name].idToken({ aud: STAND_IN_CLIENT_ID })
    expect((await call(`/users/login/${name}`, { body: { idToken: honest } })).status).toBe(200)
  })
})

describe('the source of the Worker', () => {
  it('knows of no stand-in', () => {
    const sources = import.meta.glob<string>('/src/**/*.ts', { query: '?raw', import: 'default', eager: true })
    expect(Object.keys(sources).length).toBeGreaterThan(100)
    const naming = Object.entries(sources).filter(([, text]) => /STAND_IN|stand-in-(providers|keys)/.test(text))
    expect(naming.map(([path]) => path)).toEqual([])
  })
})
