import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mailedCode } from '../journeys/support/mails.ts'
import { PNG } from '../support/pictures.ts'
import { totpNow } from '../support/totp-code.ts'
import { expectAccessible } from './accessible.ts'
import { openExample, type RunningExample, startExample } from './example-web-support.ts'
import { addAuthenticator, hasChromium, keepScreenshot, openChromium } from './support.ts'

const PASSWORD = 'correct horse battery staple'
const ROBIN = 'robin@example.com'
const TABS = 10
const PATIENCE = { timeout: 15_000 }
const START_MS = 240_000 // a service and a build of the app, on a slow machine

let example: RunningExample
let browser: BrowserContext
let tab: Page
/** Whether the owner of the passkey is there, and touches the device as soon as it asks. */
let isPresent: (is: boolean) => Promise<void>
/** Of the authenticator app. */
let secret: string
/** Each works once. */
let recoveryCodes: string[]
const complaints: string[] = []

beforeAll(async () => {
  if (!hasChromium) return
  example = await startExample()
  browser = await openChromium({ width: 1440, height: 900 })
  tab = await openExample(browser, example, complaints)
}, START_MS)

afterAll(async () => {
  await browser?.close()
  await example?.stop()
})

const heading = (name: string, page = tab) => page.getByRole('heading', { name, exact: true })
const button = (name: string, page = tab) => page.getByRole('button', { name, exact: true })
const link = (name: string, page = tab) => page.getByRole('link', { name, exact: true })
const field = (name: string | RegExp, page = tab) => page.locator('input, textarea').and(page.getByLabel(name))
const alert = (text: string, page = tab) => page.getByRole('alert').getByText(text)

/** Keeps a picture of a screen, and lets axe look at it. */
async function look(name: string, page = tab): Promise<void> {
  await keepScreenshot(page, `example-web-${name}`)
  await expectAccessible(page, name)
}

async function logIn(password = PASSWORD, page = tab): Promise<void> {
  await field('Email address', page).fill(ROBIN)
  await field('Password', page).fill(password)
  await page.keyboard.press('Enter')
}

/** The sign-in as the app keeps it. */
const stored = () => tab.evaluate('JSON.parse(localStorage.latchkey)') as Promise<Record<string, string>>

async function sayGoogle(email: string): Promise<void> {
  await field('Account at Google').fill(email)
  await tab.keyboard.press('Enter')
}

// One journey: each step goes on where the one before it ended.
describe.runIf(hasChromium)('the example for the web', () => {
  describe('for somebody new', () => {
    it('shows the ways in', async () => {
      await heading('Log in').waitFor()
      await look('log-in')
      for (const name of ['Use a passkey', 'Continue with Google', 'Look around as a guest'])
        await button(name).waitFor()
    })

    it('takes a guest', async () => {
      await button('Look around as a guest').press('Enter')
      await heading('Hello, Guest').waitFor()
      await look('guest')
    })

    it('says which field is wrong, and keeps what was typed', async () => {
      await link('Create an account').first().press('Enter')
      await field(/^Name/).fill('Robin')
      await field('Email address').fill(ROBIN)
      await field('Password').fill('short')
      await tab.keyboard.press('Enter')
      await alert('Some fields need another look.').waitFor()
      const said = await field('Password').getAttribute('aria-describedby')
      expect(await tab.locator(`[id="${said}"]`).textContent()).toBe('This must have at least 8 characters.')
      expect(await field('Email address').inputValue()).toBe(ROBIN)
      await look('upgrade-refused')
    })

    it('makes the guest a user, who confirms the email address', async () => {
      await field('Password').fill(PASSWORD)
      await tab.keyboard.press('Enter')
      await heading('Hello, Robin').waitFor()
      await look('profile-unconfirmed')
      await field('Code from the email').fill(await mailedCode(example.service, ROBIN))
      await tab.keyboard.press('Enter')
      await heading('Confirm your email address').waitFor({ state: 'detached' })
      expect(await button('Log out').count()).toBe(1)
    })

    it('shows a new name everywhere', async () => {
      await field('Name').fill('Robin Fischer')
      await field(/^Bio/).fill('Climbs things.')
      await button('Save').press('Enter')
      await heading('Hello, Robin Fischer').waitFor()
      await tab.getByRole('status').getByText('Saved.').waitFor()
      await look('profile')
    })
  })

  describe('with a picture', () => {
    const picture = () => tab.locator('img.avatar')

    it('says why a file is none', async () => {
      await field(/^Picture/).setInputFiles({
        name: 'me.png',
        mimeType: 'image/png',
        buffer: Buffer.from('no picture'),
      })
      await alert('Send a JPEG, PNG or WebP that is not animated.').waitFor()
    })

    it('uploads it, shows it, and keeps it when the name is saved', async () => {
      await field(/^Picture/).setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: Buffer.from(PNG) })
      await picture().waitFor()
      await expect.poll(() => picture().evaluate((image: any) => image.naturalWidth), PATIENCE).toBe(1)
      await button('Save').press('Enter')
      await tab.getByRole('status').getByText('Saved.').waitFor()
      expect(await picture().count()).toBe(1)
      await look('picture')
    })

    it('removes it', async () => {
      await button('Remove the picture').press('Enter')
      await picture().waitFor({ state: 'detached' })
    })
  })

  describe('for ten tabs', () => {
    it('knows the user in all of them, also when all refresh at once', async () => {
      const tabs = await Promise.all(Array.from({ length: TABS }, () => openExample(browser, example, complaints)))
      await Promise.all(tabs.map((page) => heading('Hello, Robin Fischer', page).waitFor()))
      const { refreshToken } = await stored()
      // A damaged access token is refused, and each tab refreshes.
      await tab.evaluate(`localStorage.latchkey = JSON.stringify({ ...JSON.parse(localStorage.latchkey), token: 'x' })`)
      await Promise.all(tabs.map((page) => page.reload()))
      await Promise.all(tabs.map((page) => heading('Hello, Robin Fischer', page).waitFor()))
      await expect.poll(async () => (await stored()).refreshToken, PATIENCE).not.toBe(refreshToken)
      await Promise.all(tabs.map((page) => link('Devices', page).click()))
      await Promise.all(tabs.map((page) => page.getByText('This device').waitFor()))
    })

    it('signs them out with one, and in with one', async () => {
      const tabs = browser.pages().filter((page) => page !== tab && page.url().startsWith(example.origin))
      expect(tabs).toHaveLength(TABS)
      await button('Log out').press('Enter')
      await Promise.all([tab, ...tabs].map((page) => heading('Log in', page).waitFor()))
      await logIn()
      await Promise.all(tabs.map((page) => heading('Devices', page).waitFor()))
      await Promise.all(tabs.map((page) => page.close()))
      await heading('Hello, Robin Fischer').waitFor()
    })
  })

  describe('offline', () => {
    it('says so, keeps the user, and goes on', async () => {
      await browser.setOffline(true)
      await tab.getByText('You are offline.').waitFor()
      await field(/^Bio/).fill('Climbs other things.')
      await button('Save').press('Enter')
      await alert('The service does not answer.').waitFor()
      await look('offline')
      await browser.setOffline(false)
      await tab.getByText('You are offline.').waitFor({ state: 'detached' })
      await button('Save').press('Enter')
      await tab.getByRole('status').getByText('Saved.').waitFor()
    })

    it('shows the user after a reload without the service', async () => {
      const service = `${example.service.url}/**`
      await browser.route(service, (route) => route.abort())
      await tab.reload()
      await heading('Hello, Robin Fischer').waitFor()
      await browser.unroute(service)
    })
  })

  describe('on another device', () => {
    it('is signed out by this one, and says why', async () => {
      const other = await openChromium({ colorScheme: 'dark' }) // at the size of a phone
      const page = await openExample(other, example, complaints)
      await logIn(PASSWORD, page)
      await heading('Hello, Robin Fischer', page).waitFor()
      await look('profile-phone', page)
      await link('Devices').press('Enter')
      await heading('Devices').waitFor()
      const signOuts = tab.getByRole('button', { name: /^Sign out (?!all)/ })
      await signOuts.first().waitFor()
      expect(await signOuts.count()).toBe(1)
      await look('devices')
      await signOuts.press('Enter')
      await signOuts.waitFor({ state: 'detached' })
      await link('Devices', page).press('Enter')
      await heading('Log in', page).waitFor()
      await page.getByText('You were signed out. Log in again.').waitFor()
      await look('signed-out-phone', page)
      await other.close()
    })
  })

  describe('with a passkey', () => {
    it('adds one', async () => {
      isPresent = (await addAuthenticator(tab)).setPresent
      await link('Security').press('Enter')
      await heading('Passkeys').waitFor()
      await button('Add a passkey').press('Enter')
      await tab.getByRole('button', { name: /^Remove the passkey/ }).waitFor()
      await look('passkey')
    })

    it('refuses a second one on the same device', async () => {
      await button('Add a passkey').press('Enter')
      await alert('This device has a passkey of yours already.').waitFor()
    })

    it('signs in by what the browser offers in the field', async () => {
      const { id } = await stored()
      await button('Log out').press('Enter')
      await expect
        .poll(() => stored(), PATIENCE)
        .toMatchObject({ id: expect.not.stringMatching(`^${id}$`), token: expect.any(String) })
      await heading('Hello, Robin Fischer').waitFor()
    })

    it('signs in by the button', async () => {
      const { id } = await stored()
      await isPresent(false)
      await button('Log out').press('Enter')
      await button('Use a passkey').press('Enter')
      await isPresent(true)
      await heading('Hello, Robin Fischer').waitFor()
      expect((await stored()).id).not.toBe(id)
    })
  })

  describe('with a second factor', () => {
    it('adds an authenticator app, and shows the recovery codes', async () => {
      await link('Security').press('Enter')
      await button('Add an authenticator app').press('Enter')
      secret = (await tab.locator('.enrol code').textContent()) ?? ''
      await look('authenticator-app')
      await field('Code that the app shows').fill(totpNow(secret))
      await tab.keyboard.press('Enter')
      const codes = tab.getByRole('list', { name: 'Recovery codes' })
      await codes.waitFor()
      recoveryCodes = await codes.locator('code').allTextContents()
      expect(recoveryCodes).toHaveLength(10)
      await look('recovery-codes')
      await button('I have stored them').press('Enter')
    })

    it('asks for it at a sign-in, and takes a recovery code', async () => {
      const other = await openChromium({ colorScheme: 'dark' }) // at the size of a phone
      const page = await openExample(other, example, complaints)
      await logIn(PASSWORD, page)
      await heading('Is it you?', page).waitFor()
      await look('second-factor-phone', page)
      await field('Code of your authenticator app', page).fill('000000')
      await page.keyboard.press('Enter')
      await alert('This code is wrong, or was used already.', page).waitFor()
      await button('I have lost my authenticator app', page).press('Enter')
      await field('Recovery code', page).fill(recoveryCodes[0] ?? '')
      await page.keyboard.press('Enter')
      await heading('Hello, Robin Fischer', page).waitFor()
      await other.close()
    })

    it('takes a passkey for it, while another is offered in the field behind', async () => {
      await isPresent(false)
      await button('Log out').press('Enter')
      await button('Use a passkey').waitFor()
      await isPresent(true) // for the next request, and not for the one that is waiting
      await logIn()
      await tab.getByRole('dialog').getByRole('button', { name: 'Use a passkey' }).press('Enter')
      await heading('Hello, Robin Fischer').waitFor()
    })

    it('is asked for no more once it is removed', async () => {
      await link('Security').press('Enter')
      await tab.getByText('9 recovery codes left').waitFor()
      await tab.getByRole('button', { name: /^Remove Authenticator/ }).press('Enter')
      await button('Add an authenticator app').waitFor()
    })
  })

  describe('with Google', () => {
    it('links an account there', async () => {
      await button('Link Google').press('Enter')
      await sayGoogle('robin@gmail.com')
      await tab.getByText('Linked to robin@gmail.com.').waitFor()
    })

    it('gives the data', async () => {
      await link('Account').press('Enter')
      const [download] = await Promise.all([tab.waitForEvent('download'), button('Download').press('Enter')])
      expect(download.suggestedFilename()).toBe('my-data.json')
      await look('account')
    })

    it('deletes the account, which nobody gets into any more', async () => {
      await field('Password').fill('wrong')
      await tab.keyboard.press('Enter')
      await alert('This email address and password do not belong together.').waitFor()
      await field('Password').fill(PASSWORD)
      await tab.keyboard.press('Enter')
      await heading('Log in').waitFor()
      expect(await tab.evaluate('Object.keys(localStorage)')).toEqual([])
      await logIn()
      await alert('This email address and password do not belong together.').waitFor()
    })

    it('makes a user of whoever comes from there, who deletes the account the same way', async () => {
      await button('Continue with Google').press('Enter')
      await sayGoogle('olu@gmail.com')
      await heading('Hello, olu').waitFor()
      await link('Account').press('Enter')
      await button('Delete it with Google').press('Enter')
      await sayGoogle('olu@gmail.com')
      await heading('Log in').waitFor()
    })
  })

  describe('with emails', () => {
    it('makes a user by a code', async () => {
      await link('Email me a code').press('Enter')
      await field('Email address').fill('mei@example.com')
      await look('code')
      await tab.keyboard.press('Enter')
      await field('Code from the email').fill(await mailedCode(example.service, 'mei@example.com'))
      await look('code-sent')
      await tab.keyboard.press('Enter')
      await heading('Hello, New user').waitFor()
      await button('Log out').press('Enter')
    })

    it('registers a user by keyboard alone', async () => {
      await heading('Log in').waitFor()
      await link('Create an account').press('Enter')
      await heading('Create an account').waitFor()
      await look('register')
      await tab.keyboard.press('Tab')
      for (const text of ['Ana', 'ana@example.com', PASSWORD]) {
        await tab.keyboard.type(text)
        await tab.keyboard.press('Tab')
      }
      await tab.keyboard.press('Enter')
      await heading('Hello, Ana').waitFor()
      await button('Log out').press('Enter')
    })

    it('sets a password anew', async () => {
      await link('I forgot my password').press('Enter')
      await field('Email address').fill('ana@example.com')
      await tab.keyboard.press('Enter')
      await field('Code from the email').fill(await mailedCode(example.service, 'ana@example.com', 2))
      await field('New password').fill('another horse battery staple')
      await look('new-password')
      await tab.keyboard.press('Enter')
      await heading('Hello, Ana').waitFor()
    })
  })

  it('gave the browser nothing to complain about', () => {
    expect(complaints).toEqual([])
  })
})

describe.runIf(hasChromium)('the example at a service where all of it is off', () => {
  it('shows no passkeys and no second factor, and says what else is missing', { timeout: START_MS }, async () => {
    const bare = await startExample([])
    try {
      const page = await openExample(browser, bare, complaints)
      await button('Look around as a guest', page).press('Enter')
      await alert('This service takes no guests.', page).waitFor()
      expect(await button('Use a passkey', page).count()).toBe(0)
      await link('Email me a code', page).press('Enter')
      await field('Email address', page).fill(ROBIN)
      await page.keyboard.press('Enter')
      await alert('This service sends no codes.', page).waitFor()
      await page.goto(`${bare.origin}/#/register`)
      await field('Name', page).fill('Robin')
      await field('Email address', page).fill(ROBIN)
      await field('Password', page).fill(PASSWORD)
      await page.keyboard.press('Enter')
      await heading('Hello, Robin', page).waitFor()
      await link('Security', page).press('Enter')
      await heading('Google', page).waitFor()
      await heading('Passkeys', page).waitFor({ state: 'detached' })
      await heading('Authenticator app', page).waitFor({ state: 'detached' })
      await page.close()
    } finally {
      await bare.stop()
    }
  })
})
