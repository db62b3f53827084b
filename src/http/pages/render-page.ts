import type { Context } from 'hono'
import { CODE_LIFETIME_SECONDS } from '../../model/code-lifetime.ts'
import type { Problem } from '../../model/problem.ts'
import type { AppEnv } from '../app-env.ts'
import { PASSWORD_MIN } from '../fields/credentials.ts'
import { readAsset } from '../read-asset.ts'
import { pageLanguage } from './page-language.ts'
import { sayProblem } from './say-problem.ts'

/** Nothing but our own style and our own forms; also see middleware/secure-headers.ts. */
const CONTENT_SECURITY_POLICY =
  "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

interface Content {
  /** What its fields hold, by name. */
  values?: Record<string, unknown>
  /** Which of its parts the page shows; the others are removed. */
  show?: readonly string[]
  /** What its part `error` says. */
  problem?: Problem
  /** Another Content-Security-Policy than that of the forms. */
  policy?: string
}

/**
 * An HTML file of public/pages with the app's name and these contents, escaped by the runtime's own rewriter, in the language
 * that is asked for: `data-say` names a sentence of locales/.
 */
export async function renderPage(
  c: Context<AppEnv>,
  file: string,
  { values = {}, show = [], problem, policy = CONTENT_SECURITY_POLICY }: Content = {},
): Promise<Response> {
  const [asset, language] = await Promise.all([readAsset(c, `/pages/${file}.html`), pageLanguage(c)])
  const error = problem ? await sayProblem(c.get('ctx'), problem, language) : ''
  const { APP_NAME, SOURCE_URL } = c.get('ctx').settings
  const places = { count: String(PASSWORD_MIN), duration: language.duration(CODE_LIFETIME_SECONDS / 60, 'minute') }
  const page = new HTMLRewriter()
    .on('html:not([lang])', {
      element(element) {
        element.setAttribute('lang', language.tag)
        element.setAttribute('dir', language.direction)
      },
    })
    .on('[data-say]', {
      element(element) {
        const key = element.getAttribute('data-say') ?? ''
        if (language.has(key)) element.setInnerContent(language.say(key, places))
        element.removeAttribute('data-say')
      },
    })
    .on('title', { element: (element) => void element.append(` · ${APP_NAME}`) })
    .on('[data-app-name]', {
      element: (element) => void element.setInnerContent(APP_NAME),
    })
    .on('[data-show]', {
      element(element) {
        const part = element.getAttribute('data-show') ?? ''
        if (!show.includes(part)) element.remove()
        else if (part === 'error') element.setInnerContent(error.toWellFormed()) // a hook may say what was sent
      },
    })
    .on('[data-source]', {
      element: (element) => void (SOURCE_URL || element.remove()),
    })
    .on('[data-source] a', {
      element: (element) => void element.setAttribute('href', SOURCE_URL ?? ''),
    })
    .on('a[href^="/account/"]', {
      element(element) {
        if (!c.req.query('lang')) return
        element.setAttribute('href', `${element.getAttribute('href')}?lang=${language.tag}`) // the next reads the same
      },
    })
    .on('input:not([type=password])', {
      element(element) {
        const value = values[element.getAttribute('name') ?? '']
        // A JSON body can hold other types, and lone surrogates, at which the rewriter fails.
        if (typeof value === 'string') element.setAttribute('value', value.toWellFormed())
      },
    })
    .transform(asset)
  c.header('content-security-policy', policy)
  c.header('cross-origin-opener-policy', 'same-origin')
  c.header('referrer-policy', 'same-origin') // links hold codes; with `no-referrer`, browsers would hide a form's origin
  c.header('content-type', 'text/html; charset=utf-8')
  return c.newResponse(page.body)
}
