import { escapeHtml } from '../lib/escape-html.ts'
import { textOn } from '../lib/text-on.ts'
import type { Letterhead } from './letterhead.ts'

interface Content {
  /** One sentence or a few each. */
  paragraphs: string[]
  code?: string
  /** Where the code can be entered, or what happened taken back, and what its button says. */
  link?: { url: string; button: string } | undefined
}

const FONT = 'font-family: system-ui, -apple-system, Segoe UI, Roboto, sans-serif; font-size: 16px; line-height: 1.5'
const CODE = 'font-family: ui-monospace, Menlo, Consolas, monospace; font-size: 32px; line-height: 1.25'
/** Not displayed, in every way that some mail program understands. */
const HIDDEN = 'display: none; max-height: 0; overflow: hidden; font-size: 1px; line-height: 1px; opacity: 0'

/**
 * Both parts of a mail. The code is on its own line, where phones find it and offer it, and before anything else in what
 * a notification shows. The HTML part loads no images or fonts, runs the way its language does, follows the reader's
 * light or dark mode, and escapes every value; what it needs in the light stands at each element, since some mail
 * programs drop the style sheet.
 */
export function layOut(
  { appName, brandColor, language }: Letterhead,
  { paragraphs, code, link }: Content,
): { text: string; html: string } {
  const [first = '', ...others] = paragraphs
  const text = [first, code, ...others, link?.url, appName].filter((part) => part !== undefined).join('\n\n')
  const { tag, direction } = language
  const preview = code && `${language.say('mail.code.preview', { code })} · ${first}`
  const html = `<!doctype html>
<html lang="${tag}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(appName)}</title>
<style>
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  body, .page { background-color: #121212 !important; color: #ededed !important; }
  .code { background-color: #242424 !important; color: #ffffff !important; }
  .app { color: #a6a6a6 !important; }
}
</style>
</head>
<body style="margin: 0; padding: 0; background-color: #ffffff; color: #1a1a1a">
${preview ? `<div style="${HIDDEN}">${escapeHtml(preview)}</div>` : ''}
<div class="page" lang="${tag}" dir="${direction}" style="background-color: #ffffff; color: #1a1a1a; ${FONT}">
<div style="max-width: 480px; margin: 0 auto; padding: 32px 20px; text-align: start; overflow-wrap: break-word">
<p style="margin: 0 0 16px">${escapeHtml(first)}</p>
${code ? `<p class="code" style="margin: 0 0 16px; padding: 12px 0; border-radius: 8px; background-color: #f3f3f3; color: #1a1a1a; text-align: center; font-weight: 700; letter-spacing: 0.2em; ${CODE}">${escapeHtml(code)}</p>` : ''}
${others.map((paragraph) => `<p style="margin: 0 0 16px">${escapeHtml(paragraph)}</p>`).join('\n')}
${link ? `<p style="margin: 0 0 16px"><a href="${escapeHtml(link.url)}" class="button" style="display: inline-block; padding: 12px 20px; border-radius: 8px; background-color: ${brandColor}; color: ${textOn(brandColor)}; font-weight: 600; text-decoration: none">${escapeHtml(link.button)}</a></p>` : ''}
<p class="app" style="margin: 32px 0 0; color: #595959">${escapeHtml(appName)}</p>
</div>
</div>
</body>
</html>
`
  return { text: `${text}\n`, html }
}
