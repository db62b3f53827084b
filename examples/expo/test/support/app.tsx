import { cleanupAsync, fireEvent, render, screen, waitFor } from '@testing-library/react-native'
import { ExpoRoot } from 'expo-router'
import { getMockContext } from 'expo-router/testing-library'
import * as client from 'latchkey/client'
import * as keychain from './keychain'

/** The app's client in the process that runs. */
export let running: client.LatchkeyClient

/**
 * Starts the app as after it was killed: of what there was before, only the keychain is left. With a link, as if that had
 * been opened on the phone.
 */
export async function startApp(link: string | URL = '/'): Promise<void> {
  await cleanupAsync()
  jest.isolateModules(() => {
    jest.doMock('latchkey/client', () => client) // one LatchkeyError for all
    jest.doMock('expo-secure-store', () => keychain)
    running = jest.requireActual('../../src/latchkey').latchkey
  })
  const { pathname, search } = new URL(link, 'https://api.example.com')
  // And not renderRouter(), whose timers are fake: the calls are real.
  render(<ExpoRoot context={getMockContext('./app')} location={pathname + search} />)
}

/** A button that was disabled takes presses again an effect after it looks so. */

const EFFECT_MS = 50

/** Waits until the button is there, on the screen that is on top, and no call is under way. */
export async function press(title: string | RegExp): Promise<void> {
  const button = await screen.findByRole('button', { name: title, disabled: false })
  await new Promise((resolve) => setTimeout(resolve, EFFECT_MS))
  fireEvent.press(button)
}

export async function type(label: string, text: string): Promise<void> {
  fireEvent.changeText(await screen.findByLabelText(label), text)
}

/** Waits until this is shown. */
export async function sees(text: string | RegExp): Promise<void> {
  await screen.findByText(text)
}

export { screen, waitFor }
