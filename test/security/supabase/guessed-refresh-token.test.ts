import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { foreignSessionIds } from '../../../src/crypto/foreign-refresh-token.ts'
import { face, faceOf, SETTINGS, signUp } from '../../supabase/support/face.ts'
import { sessionRows } from '../../support/rows.ts'
import { serviceWith } from '../../support/service.ts'

const present = (token: string, call = face) =>
  call('/token?grant_type=refresh_token', { body: { refresh_token: token } })

it('a session that began here has no refresh token of another backend', async () => {
  await signUp()
  const [session] = await sessionRows()
  for (const token of [session?.id, session?.refresh_id].map(String))
    expect((await present(token)).body.code).toBe('refresh_token_not_found')
  expect(await sessionRows()).toHaveLength(1)
})

it('what is in the row of an imported session is no refresh token of it', async () => {
  const { session } = await signUp()
  const { _id, refreshId } = await foreignSessionIds('yyv2mfe36ocd')
  await env.DB.prepare('UPDATE sessions SET id = ?1, refresh_id = ?2').bind(_id, refreshId).run()
  for (const token of [_id, refreshId]) expect((await present(token)).body.code).toBe('refresh_token_not_found')
  const { body } = await present('yyv2mfe36ocd')
  expect(body.user?.id).toBe(session.user.id)
})

it('guesses are counted by IP address, and no SDK drops its session because of others', async () => {
  const counted: string[] = []
  const LIMIT_GENERAL = {
    limit: async ({ key }: { key: string }) => {
      counted.push(key)
      return { success: counted.length <= 2 }
    },
  }
  const limited = faceOf(serviceWith({ ...SETTINGS, LIMIT_GENERAL }))
  const codes: string[] = []
  for (const guess of ['one', 'two', 'three']) codes.push((await present(guess, limited)).body.code)
  expect(codes).toEqual(['refresh_token_not_found', 'refresh_token_not_found', 'request_timeout'])
  expect(new Set(counted).size).toBe(1)
})
