// What `latchkey/client` exports. It imports nothing of the server: api.ts is made from public/openapi.json.
export type * from './api.gen.ts'
export { type ClientOptions, createClient, type LatchkeyClient, type SignInStatus } from './create-client.ts'
export { LatchkeyError, type LatchkeyErrorCode } from './error.ts'
export type { Fetch, FetchInit, FetchResponse } from './http.ts'
export type { ClientEvents, Unsubscribe } from './listeners.ts'
export {
  type AsyncStorage,
  asyncStorage,
  type ClientStorage,
  memoryStorage,
  type SecureStore,
  type StoredValue,
  secureStorage,
  type WebStorage,
  webStorage,
} from './storage.ts'
export type { BlobLike, FileUri, Uploadable, UploadOptions, UploadProgress } from './upload.ts'
