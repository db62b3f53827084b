// Each is read by its whole name: Expo puts the value there when it builds the app.
const ids = {
  ios: process.env.EXPO_PUBLIC_GOOGLE_IOS_CLIENT_ID,
  android: process.env.EXPO_PUBLIC_GOOGLE_ANDROID_CLIENT_ID,
}

/** The client ids that are set, by platform. */
export const googleClientIds: Record<string, string> = Object.fromEntries(
  Object.entries(ids).flatMap(([platform, id]) => (id ? [[platform, id]] : [])),
)

/** The URL scheme by which Google's page comes back to the app: the client id, backwards. */
export const schemeOf = (clientId: string) => clientId.split('.').reverse().join('.')
