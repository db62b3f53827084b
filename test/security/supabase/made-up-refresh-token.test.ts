import { expect, it } from 'vitest'
import { face } from '../../supabase/support/face.ts'

// The session that a refresh token names is read before anybody knows who has written the token.

const part = (json: string) => btoa(json).replaceAll('=', '')
const HEADER = '{"alg":"ES256","typ":"rt+jwt","kid":"1"}'

it.each(['{"sid":{"toString":1}}', '{"sid":[]}', '{"sid":1}', '{"sid":null}', '{"sid":"\\u0000"}', '{}', '[]', 'null'])(
  'one that says %s is none',
  async (payload) => {
    const refresh_token = `${part(HEADER)}.${part(payload)}.AAAA`
    const { status, body } = await face('/token?grant_type=refresh_token', { body: { refresh_token } })
    expect([status, body.code]).toEqual([400, 'refresh_token_not_found'])
  },
)
