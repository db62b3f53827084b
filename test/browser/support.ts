import { existsSync, mkdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import type { RunningService } from '../journeys/support/wrangler-dev.ts'

export const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'

/** Without a Chromium there is nothing to drive: CI installs one, a developer may. */
export const hasChromium = existsSync(CHROMIUM)

const ARTIFACTS = 'test-artifacts'

// Nothing of the browser's own goes out, and it runs as root in CI.
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

interface Look {
  width?: number
  height?: number
  colorScheme?: 'light' | 'dark'
}

/** A browser with an empty profile, at the size of a phone. Close it after use. */
export async function openChromium({
  width = 390,
  height = 844,
  colorScheme = 'light',
}: Look = {}): Promise<BrowserContext> {
  const profile = '' // one of its own, which goes with it
  return chromium.launchPersistentContext(profile, {
    executablePath: CHROMIUM,
    args: FLAGS,
    viewport: { width, height },
    colorScheme,
  })
}

/** Keeps a picture of a page for whoever looks into a failure. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  mkdirSync(ARTIFACTS, { recursive: true })
  await page.screenshot({ path: `${ARTIFACTS}/${name}.png` })
}

/** The code of the last mail to an address, from the files that `wrangler dev` writes. */
export async function mailedCode(service: RunningService, address: string): Promise<string> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const mails = [...service.output().matchAll(/To: (\S+)[\s\S]*?Text: (\S+)/g)].filter(([, to]) => to === address)
    const file = mails.at(-1)?.[2]
    const code = file && /^\d{6}$/m.exec(await readFile(file, 'utf8'))?.[0]
    if (code) return code
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`no code was mailed to ${address}`)
}
