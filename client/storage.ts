/**
 * Where a client keeps one value. `set` must be atomic: after a crash there is the old value or the new one, whole.
 * What a method throws rejects the call that needed it, and signs nobody out.
 */
export interface StoredValue {
  get(): string | null | Promise<string | null>
  set(value: string): void | Promise<void>
  remove(): void | Promise<void>
}

/** Where a client keeps the sign-in, and apart from it, so that both stay small, the last own profile. */
export interface ClientStorage extends StoredValue {
  /** Without one, the last own profile is kept in memory only. */
  profile?: StoredValue
  /**
   * Calls `changed` each time that another process, such as another tab, has changed the sign-in. Without it, the client
   * notices at its next call.
   */
  watch?(changed: () => void): void
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

/** Of browsers: tells the other tabs of a website what one of them has written (HTML, 12.2.1 the Storage interface). */
declare const addEventListener:
  | ((type: 'storage', listener: (event: { storageArea: unknown; key: string | null }) => void) => void)
  | undefined

const KEY = 'latchkey' // SecureStore takes letters, digits, and . - _

/** Signed in until the process ends: for tests and scripts. */
export const memoryStorage = (): ClientStorage => ({ ...memoryValue(), profile: memoryValue() })

/** `webStorage(localStorage)`. Where there are tabs, a sign-in and a log-out in one of them are seen in all. */
export const webStorage = (storage: WebStorage, key: string = KEY): ClientStorage => ({
  ...itemStorage(storage, key),
  watch(changed) {
    if (typeof addEventListener !== 'function') return
    addEventListener('storage', ({ storageArea, key: name }) => {
      if (storageArea === storage && (name === key || name === null)) changed() // null: all was deleted
    })
  },
})

/** `asyncStorage(AsyncStorage)`. It is not encrypted: prefer `secureStorage` where the platform has it. */
export const asyncStorage: (storage: AsyncStorage, key?: string) => ClientStorage = itemStorage

/** `secureStorage(SecureStore)`. The options go with every call, such as `{ keychainAccessible }`. */
export const secureStorage = <Options>(
  store: SecureStore<Options>,
  options?: Options,
  key: string = KEY,
): ClientStorage =>
  keyed(key, (name) => ({
    get: () => store.getItemAsync(name, options),
    set: (value) => store.setItemAsync(name, value, options),
    remove: () => store.deleteItemAsync(name, options),
  }))

function itemStorage(storage: WebStorage | AsyncStorage, key: string = KEY): ClientStorage {
  return keyed(key, (name) => ({
    get: () => storage.getItem(name),
    set: (value) => storage.setItem(name, value),
    remove: () => storage.removeItem(name),
  }))
}

const keyed = (key: string, open: (name: string) => StoredValue): ClientStorage => ({
  ...open(key),
  profile: open(`${key}.profile`),
})

function memoryValue(): StoredValue {
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
