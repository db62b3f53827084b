// The phone's keychain, in the place of expo-secure-store: it outlives the app, and takes 2 KiB a value.

const MAX_BYTES = 2048

const values = new Map<string, string>()

export const AFTER_FIRST_UNLOCK_THIS_DEVICE_ONLY = 2

export const getItemAsync = async (key: string) => values.get(key) ?? null

export async function setItemAsync(key: string, value: string) {
  if (Buffer.byteLength(value) > MAX_BYTES) throw new Error(`${key} is too long for the keychain`)
  values.set(key, value)
}

export async function deleteItemAsync(key: string) {
  values.delete(key)
}

/** What is stored, by key. */
export const stored = () => Object.fromEntries(values)

/** As on a new phone. */
export const erase = () => values.clear()
