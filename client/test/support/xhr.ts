import { vi } from 'vitest'
import { ORIGIN } from '../../../test/support/origin.ts'
import { createClient, type FetchResponse, memoryStorage } from '../../index.ts'
import { sendToService } from './phone.ts'

/** What an upload has given to the platform. */
export interface SentUpload {
  method: string
  url: string
  headers: Record<string, string>
  body: any
}

/** What is at the other end of an upload: it may tell how far it is, and hears that it was aborted. */
export type Upstream = (
  upload: SentUpload,
  progress: (loaded: number, total: number) => void,
  aborted: Promise<void>,
) => Promise<FetchResponse>

/**
 * A platform with an `XMLHttpRequest` that notes what it is given, and a `fetch` whose other end is the service. A stand-in:
 * neither React Native nor a browser runs here. Undone by `vi.unstubAllGlobals()`.
 */
export function openPlatformWithXhr(upstream: Upstream, product = 'Gecko') {
  const uploads: SentUpload[] = []

  class StandIn {
    status = 0
    responseText = ''
    upload: { onprogress?: (event: { loaded: number; total: number }) => void } = {}
    onload = () => {}
    onerror = () => {}
    onabort = () => {}
    abort = () => {}
    private sent: SentUpload = { method: '', url: '', headers: {}, body: undefined }
    private answered: FetchResponse | undefined

    open(method: string, url: string) {
      this.sent = { ...this.sent, method, url }
    }

    setRequestHeader(name: string, value: string) {
      this.sent.headers[name] = value
    }

    getResponseHeader(name: string) {
      return this.answered?.headers.get(name) ?? null
    }

    send(body: unknown) {
      uploads.push({ ...this.sent, body })
      const aborted = new Promise<void>((resolve) => {
        this.abort = () => {
          resolve()
          this.onabort()
        }
      })
      const progress = (loaded: number, total: number) => this.upload.onprogress?.({ loaded, total })
      upstream({ ...this.sent, body }, progress, aborted).then(
        async (answer) => {
          this.answered = answer
          this.status = answer.status
          this.responseText = await answer.text()
          this.onload()
        },
        () => this.onerror(),
      )
    }
  }

  vi.stubGlobal('XMLHttpRequest', StandIn)
  vi.stubGlobal('navigator', { product })
  vi.stubGlobal('fetch', sendToService)
  const open = (timeout?: number) => createClient({ baseUrl: ORIGIN, storage: memoryStorage(), timeout })
  return { uploads, open }
}
