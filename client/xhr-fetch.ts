import type { FetchInit, FetchResponse } from './http.ts'
import type { BlobLike, FileUri } from './upload.ts'
import type { StopSignal } from './upload-limit.ts'

export type XhrBody = BlobLike | Uint8Array<ArrayBuffer> | FileUri

/** What is needed of an `XMLHttpRequest`; not every platform's types declare one. */
interface Xhr {
  readonly status: number
  readonly responseText: string
  readonly upload: { onprogress: ((event: { loaded: number; total: number }) => void) | null }
  onload: (() => void) | null
  onerror: (() => void) | null
  onabort: (() => void) | null
  open(method: string, url: string): void
  setRequestHeader(name: string, value: string): void
  getResponseHeader(name: string): string | null
  send(body: XhrBody): void
  abort(): void
}

declare const XMLHttpRequest: new () => Xhr

/** A `fetch` that tells how many bytes of the body were sent, and of how many if that is known. Rejects as `fetch` does. */
export const xhrFetch = (
  url: string,
  { method, headers, signal }: FetchInit,
  body: XhrBody,
  onProgress: (sent: number, total: number | undefined) => void,
): Promise<FetchResponse> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.upload.onprogress = ({ loaded, total }) => onProgress(loaded, total > 0 ? total : undefined)
    request.onload = () =>
      resolve({
        status: request.status,
        headers: { get: (name) => request.getResponseHeader(name) },
        text: async () => request.responseText,
      })
    request.onerror = request.onabort = () => reject(new TypeError('The upload has failed.'))
    request.open(method, url)
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    const stop = signal as StopSignal | undefined
    stop?.addEventListener('abort', () => request.abort())
    request.send(body)
  })
