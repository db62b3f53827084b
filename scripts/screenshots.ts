// npm run screenshots: takes the pictures of docs/pages.md of a running service, from Debian's Chromium or CHROMIUM_PATH.
import { mkdirSync } from 'node:fs'
import { openChromium } from '../test/browser/support.ts'
import { startService } from '../test/journeys/support/wrangler-dev.ts'

const DIRECTORY = 'docs/images'

const PICTURES = [
  {
    name: 'reset-password',
    path: '/account/reset-password?email=syamlal@example.com&token=mJ4vB0uYb1mY3nC8hZl2Sg',
    width: 390,
    height: 560,
  },
  { name: 'docs', path: '/docs#tag/sign-in/POST/users/register', width: 1280, height: 800 },
]

mkdirSync(DIRECTORY, { recursive: true })
const service = await startService()
try {
  for (const { name, path, width, height } of PICTURES) {
    const browser = await openChromium({ width, height })
    const page = await browser.newPage()
    await page.goto(service.url + path, { waitUntil: 'networkidle' })
    await page.waitForTimeout(2_000) // the API reference scrolls to its operation
    await page.screenshot({ path: `${DIRECTORY}/${name}.png` })
    await browser.close()
  }
} finally {
  await service.stop()
}
