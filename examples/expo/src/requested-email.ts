import * as SecureStore from 'expo-secure-store'

const KEY = 'requested-email'

/**
 * The email address for which a code was requested in this app; it survives that the app is killed while the user reads
 * their email. A link for any other address is somebody else's, who wants the user to be in their account.
 */
export const requestedEmail = {
  get: () => SecureStore.getItemAsync(KEY),
  set: (email: string) => SecureStore.setItemAsync(KEY, email),
  remove: () => SecureStore.deleteItemAsync(KEY),
}
