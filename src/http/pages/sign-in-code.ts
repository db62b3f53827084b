import { Hono } from 'hono/tiny'
import type { AppEnv } from '../app-env.ts'
import { renderPage } from './render-page.ts'

/** What a mail says: anybody can make a link, and it must not make the page say anything else. */
const CODE = /^\d{6}$/

/**
 * Where the link of a code that signs in leads if no app opens it: shows the code, to be typed into the app. It knows no
 * token and has no form, so that nobody is signed in by a link that they, or a mail scanner, follow.
 */
export const signInCodeRoute = new Hono<AppEnv>().get('/account/sign-in-code', (c) => {
  if (c.get('ctx').settings.LOGIN_CODES === 'off') return c.notFound()
  const code = c.req.query('code') ?? ''
  return CODE.test(code)
    ? renderPage(c, 'sign-in-code', { values: { code }, show: ['code'] })
    : renderPage(c, 'sign-in-code', { show: ['codeless'] })
})
