import { openChromium } from '../../test/browser/support.ts'

const PICTURES = [
  {
    name: 'reset-password',
    path: '/account/reset-password?email=syamlal@example.com&token=mJ4vB0uYb1mY3nC8hZl2Sg',
    width: 390,
    height: 560,
  },
  { name: 'docs', path: '/docs#tag/sign-in/POST/users/register', width: 1280, height: 800 },
]

/** Takes the pictures of docs/pages.md. */
export async function takePages(url: string, directory: string): Promise<void> {
  for (const { name, path, width, height } of PICTURES) {
    const browser = await openChromium({ width, height })
    const page = await browser.newPage()
    await page.goto(url + path, { waitUntil: 'networkidle' })
    await page.waitForTimeout(2_000) // the API reference scrolls to its operation
    await page.screenshot({ path: `${directory}/${name}.png` })
    await browser.close()
  }
}
