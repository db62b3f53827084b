import { configure } from '@testing-library/react-native'
import { withGoogle } from './support/google'
import { erase } from './support/keychain'
import { uploadingWith } from './support/uploads'

// What a phone has and Node has not. All else is the app's, and the service is the real one.
jest.mock('expo-secure-store', () => jest.requireActual('./support/keychain'))
jest.mock('react-native-passkeys', () => jest.requireActual('./support/authenticator'))
jest.mock('expo-web-browser', () => jest.requireActual('./support/google'))
jest.mock('expo-crypto', () => jest.requireActual('./support/crypto'))
jest.mock('expo-image-picker', () => jest.requireActual('./support/image-picker'))
jest.mock('../src/latchkey', () => ({
  get latchkey() {
    return jest.requireActual('./support/app').running
  },
  deviceName: 'Phone',
}))

jest.setTimeout(60_000)
configure({ asyncUtilTimeout: 20_000 }) // a machine may be slow

// Node's own is put aside for that of the phone.
const { originalfetch } = globalThis as unknown as { originalfetch: typeof fetch }
globalThis.fetch = withGoogle(originalfetch)

// What sends files: the client knows the phone by its name.
Object.assign(globalThis, { XMLHttpRequest: uploadingWith(originalfetch), navigator: { product: 'ReactNative' } })

beforeEach(() => {
  erase()
  jest.spyOn(console, 'error')
  // React renders as on a phone, when it likes, and the tests wait for what they want to see.
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: false })
})

afterEach(() => {
  expect(console.error).not.toHaveBeenCalled()
  jest.restoreAllMocks()
})
