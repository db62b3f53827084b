import type { BrowserContext, Page } from 'playwright-core'
import { LOOKS } from '../../test/browser/console-support.ts'
import { openExample, type RunningExample, startExample } from '../../test/browser/example-web-support.ts'
import { addAuthenticator, openChromium } from '../../test/browser/support.ts'
import { totpNow } from '../../test/support/totp-code.ts'

const HEIGHT = 900
const PASSWORD = 'correct horse battery staple'

/** What the example's page and docs/react.md show, by the names of the others. */
const SHOWN: Record<string, string> = {
  'log-in-1440-light': 'example-web',
  'security-390-dark': 'example-web-phone',
}

/** Takes every screen of examples/web, in both themes, at the width of a desk and of a phone. */
export async function takeExampleWeb(shown: string, others: string): Promise<void> {
  const example = await startExample()
  try {
    for (const { width, colorScheme } of LOOKS) {
      const suffix = `${width}-${colorScheme}`
      const browser = await openChromium({ width, height: HEIGHT, colorScheme })
      await takeScreens(browser, example, suffix, async (page, name) => {
        const known = SHOWN[`${name}-${suffix}`]
        const path = known ? `${shown}/${known}.png` : `${others}/${name}-${suffix}.png`
        await page.evaluate('scrollTo(0, 0)')
        await page.screenshot({ path, fullPage: !known, animations: 'disabled' })
      })
      await browser.close()
    }
  } finally {
    await example.stop()
  }
}

type Take = (page: Page, name: string) => Promise<void>

async function takeScreens(
  browser: BrowserContext,
  example: RunningExample,
  suffix: string,
  take: Take,
): Promise<void> {
  const complaints: string[] = []
  const page = await openExample(browser, example, complaints)
  const heading = (name: string) => page.getByRole('heading', { name, exact: true }).waitFor()
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
  const fill = (name: string, value: string) => page.locator('input').and(page.getByLabel(name)).fill(value)
  const go = async (hash: string, title: string) => {
    await page.goto(`${example.origin}/${hash}`)
    await heading(title)
  }
  await page.getByRole('button', { name: 'Use a passkey' }).waitFor()
  await take(page, 'log-in')
  await fill('Email address', 'robin@example.com')
  await fill('Password', 'wrong')
  await press('Log in')
  await page.getByText('do not belong together').waitFor()
  await take(page, 'log-in-refused')
  await go('#/code', 'Log in with a code')
  await take(page, 'code')
  await go('#/', 'Log in')
  await press('Look around as a guest')
  await heading('Hello, Guest')
  await take(page, 'guest')
  await go('#/upgrade', 'Create an account')
  await fill('Name', 'Robin Fischer')
  await fill('Email address', `robin-${suffix}@example.com`)
  await fill('Password', PASSWORD)
  await take(page, 'upgrade')
  await page.keyboard.press('Enter')
  await heading('Hello, Robin Fischer')
  await take(page, 'profile')
  await addAuthenticator(page)
  await go('#/security', 'Security')
  await press('Add a passkey')
  await page.getByRole('button', { name: /^Remove the passkey/ }).waitFor()
  await press('Add an authenticator app')
  const secret = (await page.locator('.enrol code').textContent()) ?? ''
  await take(page, 'authenticator-app')
  await fill('Code that the app shows', totpNow(secret))
  await page.keyboard.press('Enter')
  await page.getByRole('list', { name: 'Recovery codes' }).waitFor()
  await take(page, 'recovery-codes')
  await press('I have stored them')
  await take(page, 'security')
  await go('#/devices', 'Devices')
  await page.getByText('This device').waitFor()
  await take(page, 'devices')
  await go('#/account', 'Account')
  await take(page, 'account')
  await page.close()
  await takeSecondFactor(browser, example, suffix, take)
}

/** In a tab without the authenticator, which would sign in at once. */
async function takeSecondFactor(
  browser: BrowserContext,
  example: RunningExample,
  suffix: string,
  take: Take,
): Promise<void> {
  const page = await openExample(browser, example, [])
  await page.evaluate('localStorage.clear()')
  await page.reload()
  await page.getByLabel('Email address').fill(`robin-${suffix}@example.com`)
  await page.getByLabel('Password').fill(PASSWORD)
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor()
  await take(page, 'second-factor')
}
