import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { showMail, verificationMail } from '../../scripts/screenshots/languages.ts'
import { CATALOGUES } from '../../src/languages/catalogues.gen.ts'
import { languageFor } from '../../src/languages/language-for.ts'
import { type RunningService, startService } from '../journeys/support/wrangler-dev.ts'
import { hasChromium, openChromium } from './support.ts'

/** The narrowest phone. */
const WIDTH = 320

const PAGES = [
  '/',
  '/account/confirm-email?user=1&token=none',
  '/account/forgot-password',
  '/account/reset-password?email=syamlal@example.com',
  '/account/sign-in-code?code=123456',
  '/account/delete',
]

let service: RunningService
let browser: BrowserContext
let page: Page

beforeAll(async () => {
  if (!hasChromium) return
  service = await startService({ LOGIN_CODES: 'on' })
  browser = await openChromium({ width: WIDTH })
  page = await browser.newPage()
})

afterAll(async () => {
  await browser?.close()
  await service?.stop()
})

interface Layout {
  width: number
  /** How many lines the text of each button has. */
  buttonLines: number[]
  direction: string
  /** What is there to be read, and has no words. */
  empty: number
}

const layoutOf = () =>
  page.evaluate<Layout>(`({
    width: document.documentElement.scrollWidth,
    buttonLines: [...document.querySelectorAll('button, .button')].map((button) => {
      const range = document.createRange()
      range.selectNodeContents(button)
      return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size
    }),
    direction: getComputedStyle(document.body).direction,
    empty: [...document.querySelectorAll('title, h1, label, button, a, .hint')].filter((element) => !element.textContent).length,
  })`)

describe.runIf(hasChromium).each(Object.keys(CATALOGUES))('in %s, on the narrowest phone,', (tag) => {
  it('each page runs its way, is no wider than the screen, and each button has one line', async () => {
    const { direction } = await languageFor({ locale: tag })
    for (const path of PAGES) {
      await page.goto(`${service.url}${path}${path.includes('?') ? '&' : '?'}lang=${tag}`)
      const layout = await layoutOf()
      expect(layout, path).toMatchObject({ width: WIDTH, direction, empty: 0 })
      expect(
        layout.buttonLines.filter((lines) => lines !== 1),
        path,
      ).toEqual([])
    }
  })

  it('so is a mail', async () => {
    const { direction } = await languageFor({ locale: tag })
    await showMail(page, await verificationMail(tag))
    expect(await layoutOf()).toMatchObject({ width: WIDTH, buttonLines: [1], empty: 0 })
    expect(await page.evaluate(`getComputedStyle(document.querySelector('.page')).direction`)).toBe(direction)
  })
})
