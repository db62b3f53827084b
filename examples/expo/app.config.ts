import type { ExpoConfig } from 'expo/config'
import { googleClientIds, schemeOf } from './src/google-client-ids'

const ID = 'com.example.latchkey' // yours: of the bundle on iOS, and of the package on Android

const { hostname, protocol } = new URL(process.env.EXPO_PUBLIC_API_URL ?? 'http://localhost:3001')

/** Links and passkeys need a domain with https. */
const hasDomain = protocol === 'https:'

const config: ExpoConfig = {
  name: 'Latchkey example',
  slug: 'latchkey-example',
  scheme: ['latchkey-example', ...Object.values(googleClientIds).map(schemeOf)],
  plugins: [
    'expo-router',
    'expo-secure-store',
    'expo-web-browser',
    // Pictures are chosen, and none is taken.
    ['expo-image-picker', { cameraPermission: false, microphonePermission: false }],
  ],
  ios: {
    bundleIdentifier: ID,
    associatedDomains: hasDomain ? [`applinks:${hostname}`, `webcredentials:${hostname}`] : [],
  },
  android: {
    package: ID,
    intentFilters: hasDomain
      ? [
          {
            action: 'VIEW',
            autoVerify: true,
            category: ['BROWSABLE', 'DEFAULT'],
            data: [{ scheme: 'https', host: hostname, pathPrefix: '/account/' }],
          },
        ]
      : [],
  },
}

export default config
