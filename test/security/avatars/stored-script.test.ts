import { beforeEach, describe, expect, it } from 'vitest'
import { emptyBucket, picture, storedObjects, withoutImages } from '../../support/avatars.ts'
import { pngBefore } from '../../support/pictures.ts'
import { call } from '../../support/service.ts'
import { registerUser } from '../../support/users.ts'

// Attack: upload what a browser runs as a page of this origin, and lead somebody to it.

const SCRIPT = '<script>alert(document.domain)</script>'
const bytesOf = (text: string) => Uint8Array.from(new TextEncoder().encode(text))

beforeEach(emptyBucket)

describe('a page in the place of a picture', () => {
  it.each([
    ['SVG', `<svg xmlns="http://www.w3.org/2000/svg">${SCRIPT}</svg>`],
    ['SVG after a declaration', `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`],
    ['HTML', `<!doctype html>${SCRIPT}`],
    ['HTML that begins as GIF', `GIF89a/*${SCRIPT}*/`],
    ['JavaScript', 'alert(1)'],
    ['PDF', '%PDF-1.7'],
  ])('is refused, whatever its header says: %s', async (_, text) => {
    const { token } = await registerUser()
    for (const type of ['image/png', 'image/svg+xml', 'text/html']) {
      const sent = { method: 'PUT', token, bytes: bytesOf(text), headers: { 'content-type': type } }
      expect((await call('/users/profile/avatar', sent)).body.code).toBe('picture_refused')
    }
    expect(await storedObjects()).toEqual([])
  })

  it.each([
    ['kept in its size', 'image/png', withoutImages],
    ['of which squares are made', 'image/webp', call],
  ])(
    'is cut off where a picture ends that is both, and is an image by its header in a sandbox: %s',
    async (_, type, service) => {
      const { token } = await registerUser()
      const bytes = pngBefore(SCRIPT)
      const sent = { method: 'PUT', token, bytes, headers: { 'content-type': 'text/html' } }
      const { avatarUrl } = (await service('/users/profile/avatar', sent)).body.data
      const { headers, body } = await picture(new URL(avatarUrl).pathname)
      expect(await new Response(body).text()).not.toContain('<script')
      expect(headers.get('content-type')).toBe(type)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
    },
  )
})
