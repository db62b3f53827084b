import { readdirSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { languageFor } from '../../src/languages/language-for.ts'
import { codeMail } from '../../src/mail/code-mail.ts'
import { openChromium } from '../../test/browser/support.ts'

/** The narrowest phone. */
const SIZE = { width: 320, height: 480 }
const COLUMNS = 10
const GAP = 8
/** Of one on the sheet. */
const SHOWN_WIDTH = 200
const SCHEMES = ['light', 'dark'] as const

const tags = () =>
  readdirSync('locales')
    .map((file) => file.replace('.json', ''))
    .sort()

/** Takes the picture of docs/languages.md: the mail that confirms an address, in all languages, light and dark, on one sheet. */
export async function takeMails(directory: string): Promise<void> {
  const browser = await openChromium({ width: SIZE.width, height: SIZE.height })
  const page = await browser.newPage()
  const pictures: string[] = []
  for (const scheme of SCHEMES)
    for (const tag of tags()) pictures.push(await pictureOf(page, await verificationMail(tag), scheme))
  const images = pictures.map((data) => `<img src="data:image/png;base64,${data}" width="${SHOWN_WIDTH}" alt="">`)
  await page.setViewportSize({ width: COLUMNS * (SHOWN_WIDTH + GAP) + GAP, height: SIZE.height })
  await page.setContent(
    `<body style="margin: ${GAP}px; background: #8a8a8a; display: grid; gap: ${GAP}px; grid-template-columns: repeat(${COLUMNS}, auto)">${images.join('')}</body>`,
  )
  await page.screenshot({ path: `${directory}/mails.png`, fullPage: true })
  await browser.close()
}

async function verificationMail(tag: string): Promise<string> {
  const { html } = codeMail({
    purpose: 'verify_email',
    code: '482913',
    linkToken: 'mJ4vB0uYb1mY3nC8hZl2Sg',
    subject: 'syamlal@example.com',
    to: 'syamlal@example.com',
    appName: 'Latchkey',
    language: await languageFor({ locale: tag }),
    baseUrl: 'https://api.example.com',
    lifetimeMinutes: 10,
  })
  return html
}

/** As PNG in base64. Throws for a mail that is wider than the phone. */
async function pictureOf(page: Page, html: string, colorScheme: (typeof SCHEMES)[number]): Promise<string> {
  await page.emulateMedia({ colorScheme })
  await page.setContent(html)
  const width = await page.evaluate<number>('document.documentElement.scrollWidth')
  if (width > SIZE.width) throw new Error(`a mail is ${width} px wide`)
  return (await page.screenshot()).toString('base64')
}
