/**
 * Where a client keeps its one value. `set` must be atomic: after a crash there is the old value or the new one, whole.
 * What a method throws rejects the call that needed it, and signs nobody out.
 */
export interface ClientStorage {
  get(): string | null | Promise<string | null>
  set(value: string): void | Promise<void>
  remove(): void | Promise<void>
}

/** `localStorage`, `sessionStorage`, or an object like them. */
export interface WebStorage {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
}

/** The storage of `@react-native-async-storage/async-storage`, or an object like it. */
export interface AsyncStorage {
  getItem(key: string): Promise<string | null>
  setItem(key: string, value: string): Promise<void>
  removeItem(key: string): Promise<void>
}

/** The module `expo-secure-store`, or an object like it. */
export interface SecureStore<Options> {
  getItemAsync(key: string, options?: Options): Promise<string | null>
  setItemAsync(key: string, value: string, options?: Options): Promise<void>
  deleteItemAsync(key: string, options?: Options): Promise<void>
}

const KEY = 'latchkey' // SecureStore takes letters, digits, and . - _

/** Signed in until the process ends: for tests and scripts. */
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
export const webStorage: (storage: WebStorage, key?: string) => ClientStorage = itemStorage

/** `asyncStorage(AsyncStorage)`. It is not encrypted: prefer `secureStorage` where the platform has it. */
export const asyncStorage: (storage: AsyncStorage, key?: string) => ClientStorage = itemStorage

/** `secureStorage(SecureStore)`. The options go with every call, such as `{ keychainAccessible }`. */
export const secureStorage = <Options>(
  store: SecureStore<Options>,
  options?: Options,
  key: string = KEY,
): ClientStorage => ({
  get: () => store.getItemAsync(key, options),
  set: (value) => store.setItemAsync(key, value, options),
  remove: () => store.deleteItemAsync(key, options),
})

function itemStorage(storage: WebStorage | AsyncStorage, key: string = KEY): ClientStorage {
  return {
    get: () => storage.getItem(key),
    set: (value) => storage.setItem(key, value),
    remove: () => storage.removeItem(key),
  }
}
