import type { Fetch, FetchInit } from './http.ts'
import { platformFetch } from './platform.ts'
import { type Received, whole } from './received.ts'
import { type StopSignal, withinProgress } from './upload-limit.ts'
import { type XhrBody, xhrFetch } from './xhr-fetch.ts'

/** A file to send. Each can be sent a second time, for a call that is repeated. */
export type Uploadable = BlobLike | ArrayBuffer | Uint8Array<ArrayBuffer> | FileUri

/** What the client needs of a `Blob` or a `File`; that of every platform has it. */
export interface BlobLike {
  readonly size: number
  readonly type: string
  slice(start?: number, end?: number): unknown
}

/** A file of React Native, such as an asset of expo-image-picker, whose `file` is sent on the web. */
export interface FileUri {
  /** `file://` or `content://` */
  readonly uri: string
  readonly file?: BlobLike | undefined
}

/** In bytes. */
export interface UploadProgress {
  sent: number
  /** `undefined` where the platform does not say. */
  total: number | undefined
}

export interface UploadOptions {
  /** Is told of it as often as the platform tells; once at the end where it does not. A call that is repeated begins anew. */
  onProgress?: ((progress: UploadProgress) => void) | undefined
  /** Stops the upload: it fails with `network_error`, whose `cause` has the name `AbortError`. */
  signal?: StopSignal | undefined
}

export interface Upload {
  file: Uploadable
  options?: UploadOptions | undefined
}

/** Makes what sends an upload, once. */
export type Uploading = (
  fetch: Fetch,
  timeout: number,
  url: string,
  init: FetchInit,
  upload: Upload,
) => () => Promise<Received>

/** Where nobody sees how far an upload is: 8 MiB within 150 s take half a megabit per second. */
const TIMES_UNSEEN = 10

declare const XMLHttpRequest: unknown
declare const navigator: { product?: string } | undefined

/**
 * How a file is sent: by `XMLHttpRequest` where there is one, since it alone tells how far it is, and sends a file of React
 * Native without reading it; else, or if the app has a `fetch` of its own, by `fetch`. Throws a `TypeError` for what is no
 * file, or none of this platform.
 */
export const uploading: Uploading = (fetch, timeout, url, init, { file, options }) => {
  const isAppsFetch = fetch !== platformFetch
  const body = bodyOf(file, isAppsFetch)
  const size = 'size' in body ? body.size : 'byteLength' in body ? body.byteLength : undefined
  const onProgress = options?.onProgress
  // In a microtask, as listeners are called: what it throws is no failure of the upload.
  const tell = (sent: number, total = size) => void Promise.resolve().then(() => onProgress?.({ sent, total }))

  return () =>
    withinProgress(timeout, options?.signal, async (signal, extend) => {
      const sent = { ...init, ...(signal !== undefined && { signal }) }
      if (!isAppsFetch && typeof XMLHttpRequest === 'function') {
        const onSent = (bytes: number, total: number | undefined) => {
          extend()
          tell(bytes, total)
        }
        return whole(xhrFetch(url, sent, body, onSent))
      }
      extend(TIMES_UNSEEN)
      const answer = await whole(fetch(url, { ...sent, body: body as Uint8Array<ArrayBuffer> }))
      if (size !== undefined && answer.status < 300) tell(size)
      return answer
    })
}

function bodyOf(file: unknown, isAppsFetch: boolean): XhrBody {
  const { uri, file: onWeb } = (file ?? {}) as Partial<FileUri>
  const isOfPhone = typeof navigator === 'object' && navigator?.product === 'ReactNative'
  // Expo's File is a Blob to Expo's fetch, and to no other.
  if (isOfPhone && typeof uri === 'string' && !(isAppsFetch && isBlob(file))) return { uri }
  for (const blob of [file, onWeb]) if (isBlob(blob) || isBytes(blob)) return blob
  // Not by its class, of which every frame has another.
  if (Object.prototype.toString.call(file) === '[object ArrayBuffer]') return new Uint8Array(file as ArrayBuffer)
  throw new TypeError('a file must be a Blob, an ArrayBuffer or a Uint8Array, or in React Native have a uri')
}

function isBlob(value: unknown): value is BlobLike {
  const { size, slice } = (value ?? {}) as Partial<BlobLike>
  return typeof size === 'number' && typeof slice === 'function'
}

const isBytes = (value: unknown): value is Uint8Array<ArrayBuffer> => ArrayBuffer.isView(value)
