import type { Context } from 'hono'
import type { AppEnv } from '../app-env.ts'
import { readAsset } from '../read-asset.ts'

/** Nothing but our own style and our own forms; also see middleware/secure-headers.ts. */
const CONTENT_SECURITY_POLICY =
  "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

interface Content {
  /** What its fields hold, by name. */
  values?: Record<string, unknown>
  /** Which of its parts the page shows; the others are removed. */
  show?: readonly string[]
  error?: string
  /** Another Content-Security-Policy than that of the forms. */
  policy?: string
}

/** An HTML file of public/pages with the app's name and these contents, escaped by the runtime's own rewriter. */
export async function renderPage(
  c: Context<AppEnv>,
  file: string,
  { values = {}, show = [], error = '', policy = CONTENT_SECURITY_POLICY }: Content = {},
): Promise<Response> {
  const asset = await readAsset(c, `/pages/${file}.html`)
  const { APP_NAME, SOURCE_URL } = c.get('ctx').settings
  const page = new HTMLRewriter()
    .on('title', { element: (element) => void element.append(` · ${APP_NAME}`) })
    .on('[data-app-name]', {
      element: (element) => void element.setInnerContent(APP_NAME),
    })
    .on('[data-show]', {
      element(element) {
        const part = element.getAttribute('data-show') ?? ''
        if (!show.includes(part)) element.remove()
        else if (part === 'error') element.setInnerContent(error)
      },
    })
    .on('[data-source]', {
      element: (element) => void (SOURCE_URL || element.remove()),
    })
    .on('[data-source] a', {
      element: (element) => void element.setAttribute('href', SOURCE_URL ?? ''),
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
