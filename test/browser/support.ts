import { existsSync, mkdirSync } from 'node:fs'
import { type BrowserContext, chromium, type Page } from 'playwright-core'

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

/**
 * A phone that knows its owner, in software: what DevTools shows under WebAuthn. `setPresent` says whether the owner is there,
 * and touches it as soon as it asks; at first they are.
 */
export async function addAuthenticator(page: Page) {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  const setPresent = async (enabled: boolean): Promise<void> => {
    await cdp.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled })
  }
  return { cdp, authenticatorId, setPresent }
}
