import { describe, expect, it } from 'vitest'
import { errorOf, openBrowser } from '../../pages/support.ts'

// Attack: send a page what cannot be written as UTF-8, so that it breaks off while it says what was wrong.

const LONE = '"\\ud800"' // half of a character, as JSON may have it

const PAGES = ['/account/confirm-email', '/account/forgot-password', '/account/reset-password', '/account/delete']

describe.each(PAGES)('%s', (path) => {
  it.each([
    ['as the whole body', LONE],
    ['as the value of a field', `{"email": ${LONE}, "password": ${LONE}, "token": ${LONE}, "user": ${LONE}}`],
    ['as the name of a field', `{${LONE}: 1}`],
    ['in a list', `[${LONE}]`],
  ])('says what is wrong, and quotes nothing of it: %s', async (_, body) => {
    const headers = { 'content-type': 'application/json' }
    const answer = await openBrowser().service(path, { method: 'POST', headers, body })
    expect(answer.status).toBe(400)
    expect(answer.body).toContain('</html>')
    expect(errorOf(answer)).toBeTruthy()
    expect(answer.body).not.toMatch(/received|\ud800/)
  })
})
