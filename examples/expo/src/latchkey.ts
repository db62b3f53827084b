import Constants from 'expo-constants'
import * as SecureStore from 'expo-secure-store'
import { createClient, secureStorage } from 'latchkey/client'

/** The app's one client. Its tokens can be read once the phone was unlocked, and are in no backup. */
export const latchkey = createClient({
  baseUrl: process.env.EXPO_PUBLIC_API_URL ?? 'http://localhost:3001',
  storage: secureStorage(SecureStore, { keychainAccessible: SecureStore.AFTER_FIRST_UNLOCK_THIS_DEVICE_ONLY }),
  language: () => 'en', // the app's own words, which those of the service stand beside
})

/** What the list of devices calls this one. */
export const deviceName = Constants.deviceName
