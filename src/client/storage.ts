/**
 * Where a client keeps its one value. `set` must be atomic: after a crash there is the old value or the new one, whole.
 * What a method throws rejects the call that needed it, and signs nobody out.
 */
export interface ClientStorage {
  get(): string | null | Promise<string | null>
  set(value: string): void | Promise<void>
  remove(): void | Promise<void>
}

/** `localStorage`, `sessionStorage`, or what is shaped like them. */
export interface WebStorage {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
}

/** `@react-native-async-storage/async-storage`, or what is shaped like it. */
export interface AsyncStorage {
  getItem(key: string): Promise<string | null>
  setItem(key: string, value: string): Promise<void>
  removeItem(key: string): Promise<void>
}

/** The module `expo-secure-store`, or what is shaped like it. */
export interface SecureStore<Options> {
  getItemAsync(key: string, options?: Options): Promise<string | null>
  setItemAsync(key: string, value: string, options?: Options): Promise<void>
  deleteItemAsync(key: string, options?: Options): Promise<void>
}

const KEY = 'latchkey' // SecureStore takes letters, digits, and . - _

/** Signed in until the process ends: for tests, and for servers that sign in anew. */
export function memoryStorage(): ClientStorage {
  let stored: string | null = null
  return {
    get: () => stored,
    set: (value) => {
      stored = value
    },
    remove: () => {
      stored = null
    },
  }
}

/** `webStorage(localStorage)`. */
export const webStorage = (storage: WebStorage, key: string = KEY): ClientStorage => ({
  get: () => storage.getItem(key),
  set: (value) => storage.setItem(key, value),
  remove: () => storage.removeItem(key),
})

/** `asyncStorage(AsyncStorage)`. It is not encrypted: prefer `secureStorage` where there is one. */
export const asyncStorage = (storage: AsyncStorage, key: string = KEY): ClientStorage => ({
  get: () => storage.getItem(key),
  set: (value) => storage.setItem(key, value),
  remove: () => storage.removeItem(key),
})

/** `secureStorage(SecureStore)`, with the options that it shall be given at every call. */
export const secureStorage = <Options>(
  store: SecureStore<Options>,
  options?: Options,
  key: string = KEY,
): ClientStorage => ({
  get: () => store.getItemAsync(key, options),
  set: (value) => store.setItemAsync(key, value, options),
  remove: () => store.deleteItemAsync(key, options),
})
