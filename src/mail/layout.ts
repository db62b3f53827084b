import { escapeHtml } from '../lib/escape-html.ts'

interface Content {
  appName: string
  /** One sentence each. */
  paragraphs: string[]
  code?: string
  /** Where the code can be entered. */
  link?: string | undefined
}

/**
 * Both parts of a mail. The code is on its own line, where phones find it and offer it. The HTML part loads no images
 * or fonts, follows the reader's light or dark mode, and escapes every value.
 */
export function layOut({ appName, paragraphs, code, link }: Content): { text: string; html: string } {
  const [first = '', ...others] = paragraphs
  const text = [first, code, ...others, link, appName].filter((part) => part !== undefined).join('\n\n')
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(appName)}</title>
<style>
:root { color-scheme: light dark; }
body { margin: 0; background: #ffffff; color: #1a1a1a; }
main { max-width: 30rem; margin: 0 auto; padding: 2rem 1.25rem; font: 1rem/1.5 system-ui, sans-serif; }
.code { font: 700 2rem/1.25 ui-monospace, monospace; letter-spacing: 0.2em; }
a { color: #0b57d0; overflow-wrap: anywhere; }
footer { margin-top: 2rem; color: #595959; }
@media (prefers-color-scheme: dark) {
  body { background: #121212; color: #ededed; }
  a { color: #a8c7fa; }
  footer { color: #a6a6a6; }
}
</style>
</head>
<body>
<main>
<p>${escapeHtml(first)}</p>
${code ? `<p class="code">${escapeHtml(code)}</p>` : ''}
${others.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`).join('\n')}
${link ? `<p><a href="${escapeHtml(link)}">${escapeHtml(link)}</a></p>` : ''}
<footer>${escapeHtml(appName)}</footer>
</main>
</body>
</html>
`
  return { text: `${text}\n`, html }
}
