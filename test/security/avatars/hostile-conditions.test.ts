import { beforeEach, describe, expect, it } from 'vitest'
import { emptyBucket, picture, uploaded } from '../../support/avatars.ts'
import { PNG } from '../../support/pictures.ts'
import { registerUser } from '../../support/users.ts'

// Attack: make R2 fail at headers that are malformed, so that the service calls itself unavailable; or have a cache be told that
// it has a picture (304) which it has not.

beforeEach(emptyBucket)

const SOME = '"0123456789abcdef"'

describe('the whole picture is sent, whatever the header is:', () => {
  it.each([
    ['if-none-match', 'garbage'],
    ['if-none-match', ''],
    ['if-none-match', '"'],
    ['if-none-match', '""'],
    ['if-none-match', ';'],
    ['if-none-match', 'W/'],
    ['if-none-match', '"unclosed'],
    ['if-none-match', '"a" "b" *'],
    ['if-none-match', `${SOME}, `.repeat(500)],
    ['if-none-match', '"'.repeat(5_001)],
    ['if-match', 'garbage'],
    ['if-match', SOME],
    ['if-modified-since', 'garbage'],
    ['if-modified-since', 'Sun, 29 Nov 2099 00:00:00 GMT'],
    ['if-unmodified-since', '99999999999999999999'],
    ['if-unmodified-since', 'Mon, 29 Nov 1999 00:00:00 GMT'],
    ['if-range', SOME],
    ['range', 'bytes=0-1'],
    ['range', 'bytes=99999999-'],
  ])('%s, case %#', async (name, value) => {
    const path = await uploaded((await registerUser()).token)
    for (const query of ['', '?size=96']) {
      const response = await picture(path + query, { [name]: value })
      expect(response.status).toBe(200)
      expect(new Uint8Array(await response.arrayBuffer())).toEqual(PNG)
    }
  })
})

it.each(['%s', 'W/%s', `${SOME}, %s`, 'garbage, %s', '%s, "'])(
  'who has it is not sent it again: %s',
  async (header) => {
    const path = await uploaded((await registerUser()).token)
    const first = await picture(path)
    await first.arrayBuffer()
    const again = await picture(path, { 'if-none-match': header.replace('%s', first.headers.get('etag') ?? '') })
    expect([again.status, await again.text()]).toEqual([304, ''])
  },
)
