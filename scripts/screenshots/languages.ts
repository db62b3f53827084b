import type { Page } from 'playwright-core'
import { CATALOGUES } from '../../src/languages/catalogues.gen.ts'
import { languageFor } from '../../src/languages/language-for.ts'
import { codeMail } from '../../src/mail/code-mail.ts'
import { openChromium } from '../../test/browser/support.ts'

/** The narrowest phone. */
const SIZE = { width: 320, height: 480 }
/** A language has four pictures, so there are three in a row. */
const COLUMNS = 12
const GAP = 8
/** Of one on the sheet. */
const SHOWN_WIDTH = 180
const SCHEMES = ['light', 'dark'] as const

/**
 * Takes the picture of docs/languages.md: the mail that confirms an address and the page that sets a password, in all languages,
 * light and dark, on one sheet.
 */
export async function takeLanguages(url: string, directory: string): Promise<void> {
  const browser = await openChromium({ width: SIZE.width, height: SIZE.height })
  const page = await browser.newPage()
  const pictures: string[] = []
  for (const tag of Object.keys(CATALOGUES)) {
    const html = await verificationMail(tag)
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme })
      await showMail(page, html)
      pictures.push(await pictureOf(page))
      await page.goto(`${url}/account/reset-password?lang=${tag}&email=syamlal@example.com&token=none`)
      pictures.push(await pictureOf(page))
    }
  }
  const images = pictures.map((data) => `<img src="data:image/png;base64,${data}" width="${SHOWN_WIDTH}" alt="">`)
  await page.setViewportSize({ width: COLUMNS * (SHOWN_WIDTH + GAP) + GAP, height: SIZE.height })
  await showMail(
    page,
    `<body style="margin: ${GAP}px; background: #8a8a8a; display: grid; gap: ${GAP}px; grid-template-columns: repeat(${COLUMNS}, auto)">${images.join('')}</body>`,
  )
  await page.screenshot({ path: `${directory}/languages.png`, fullPage: true })
  await browser.close()
}

/** The mail that confirms an address, as HTML. */
export async function verificationMail(tag: string): Promise<string> {
  const { html } = codeMail({
    purpose: 'verify_email',
    code: '482913',
    linkToken: 'mJ4vB0uYb1mY3nC8hZl2Sg',
    subject: 'syamlal@example.com',
    to: 'syamlal@example.com',
    appName: 'Latchkey',
    brandColor: '#0b57d0',
    language: await languageFor({ locale: tag }),
    baseUrl: 'https://api.example.com',
    lifetimeMinutes: 10,
  })
  return html
}

/** Shows HTML by itself: the policy of the page before would hold for its styles. */
export async function showMail(page: Page, html: string): Promise<void> {
  await page.goto('about:blank')
  await page.setContent(html)
}

/** As PNG in base64. */
const pictureOf = async (page: Page): Promise<string> => (await page.screenshot()).toString('base64')
