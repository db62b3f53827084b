/// <reference types="vite/types/importMeta.d.ts" />
import { beforeEach, describe, expect, it } from 'vitest'
import { SECRETS } from '../../../src/config/secrets.ts'
import { settingNames } from '../../../src/config/settings.ts'
import { makeAdmin } from '../../support/admin.ts'
import { serviceWith } from '../../support/service.ts'
import { registerUser } from '../../support/users.ts'

const toml = String(
  import.meta.glob('/wrangler.toml', { query: '?raw', import: 'default', eager: true })['/wrangler.toml'],
)

let token = ''

const read = async (overrides: Record<string, unknown> = {}) =>
  (await serviceWith(overrides)('/admin/settings', { token })).body.data

const settingOf = async (name: string, overrides: Record<string, unknown> = {}) =>
  (await read(overrides)).settings.find((setting: { name: string }) => setting.name === name)

beforeEach(async () => {
  const admin = await registerUser()
  await makeAdmin(admin._id)
  token = admin.token
})

describe('the settings', () => {
  it('are shown as they are written', async () => {
    const shown = (name: string, value: unknown) => ({ name, value, isSecret: false })
    expect(await settingOf('SESSION_TTL')).toEqual(shown('SESSION_TTL', '60d'))
    expect(await settingOf('PASSWORD_ITERATIONS', { PASSWORD_ITERATIONS: 20_000 })).toMatchObject({ value: '20000' })
    expect(await settingOf('PUBLIC_URL', { PUBLIC_URL: '' })).toEqual(shown('PUBLIC_URL', null))
  })

  it('are all that there are', async () => {
    const names = (await read()).settings.map(({ name }: { name: string }) => name)
    expect(names).toEqual(settingNames())
    for (const [, name] of toml.split('[vars]')[1]?.matchAll(/^([A-Z0-9_]+) =/gm) ?? []) expect(names).toContain(name)
  })

  it('tell of a secret whether it is set, and nothing else', async () => {
    expect([...toml.matchAll(/^# (?:Required|Optional): ([A-Z0-9_]+) /gm)].map(([, name]) => name).sort()).toEqual(
      [...SECRETS].sort(),
    )
    const text = 'a-text-that-nobody-must-see'
    const { settings } = await read({ RESEND_API_KEY: text, FIREBASE_SIGNER_KEY: text, APPLE_PRIVATE_KEY: '' })
    expect(JSON.stringify(settings)).not.toContain(text)
    const secrets = settings.filter(({ isSecret }: { isSecret: boolean }) => isSecret)
    expect(secrets.map(({ name }: { name: string }) => name).sort()).toEqual([...SECRETS].sort())
    expect(secrets.filter(({ value }: { value: unknown }) => value !== null && value !== 'set')).toEqual([])
    expect(await settingOf('RESEND_API_KEY', { RESEND_API_KEY: text })).toMatchObject({ value: 'set' })
    expect(await settingOf('APPLE_PRIVATE_KEY', { APPLE_PRIVATE_KEY: '' })).toMatchObject({ value: null })
  })

  it('say which ways in are on', async () => {
    const { waysIn } = await read({ GUESTS: 'off' })
    expect(waysIn).toContainEqual({ name: 'password', on: true })
    expect(waysIn).toContainEqual({ name: 'passkeys', on: true })
    expect(waysIn).toContainEqual({ name: 'guests', on: false })
  })
})

describe('what is missing', () => {
  const WELL = {
    PUBLIC_URL: 'https://latchkey.test',
    MAIL_FROM: 'no-reply@acme.example',
    EMAIL: { send: async () => {} },
  }

  it('is nothing, where all is well', async () => {
    expect((await serviceWith(WELL)('/admin/settings', { token })).status).toBe(401) // another issuer
    const admin = await registerUser({ email: 'other@example.com' }, serviceWith(WELL))
    await makeAdmin(admin._id)
    token = admin.token
    expect((await read(WELL)).problems).toEqual([])
  })

  it.each<[string, Record<string, unknown>, RegExp]>([
    ['where clients call', { PUBLIC_URL: '' }, /^PUBLIC_URL is empty/],
    [
      'a second factor for admins',
      { FACTORS: 'off', PASSKEYS: 'off' },
      /^ADMIN is on, and neither FACTORS nor PASSKEYS is/,
    ],
    ['a sender of your own', { MAIL_FROM: 'no-reply@example.com' }, /^MAIL_FROM is still no-reply@example\.com/],
    ['who sends mail', { MAIL_FROM: 'a@acme.example', EMAIL: undefined }, /^MAIL_FROM is set, and there is neither/],
    ['mail for codes', { MAIL_FROM: '', LOGIN_CODES: 'on' }, /^LOGIN_CODES is on, and there is no email/],
    ['a part of what Apple needs', { APPLE_TEAM_ID: 'TEAM123456' }, /^APPLE_KEY_ID and APPLE_PRIVATE_KEY missing/],
    ['strength', { LEGACY_JWT_SECRET: 'short', LEGACY_JWT_UNTIL: '2027-01-31' }, /^LEGACY_JWT_SECRET is shorter/],
  ])('is told: %s', async (_, overrides, problem) => {
    expect((await read(overrides)).problems).toContainEqual(expect.stringMatching(problem))
  })
})
