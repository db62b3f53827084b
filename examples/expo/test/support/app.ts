import { cleanupAsync, fireEvent, screen, waitFor } from '@testing-library/react-native'
import { renderRouter } from 'expo-router/testing-library'
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
  renderRouter('./app', { initialUrl: pathname + search })
  jest.useRealTimers() // the calls are real, too
}

/** Waits until it is there, on the screen that is on top. */
export async function press(title: string | RegExp): Promise<void> {
  fireEvent.press(await screen.findByRole('button', { name: title, disabled: false }))
}

export async function type(label: string, text: string): Promise<void> {
  fireEvent.changeText(await screen.findByLabelText(label), text)
}

/** Waits until this is shown. */
export async function sees(text: string | RegExp): Promise<void> {
  await screen.findByText(text)
}

export { screen, waitFor }
