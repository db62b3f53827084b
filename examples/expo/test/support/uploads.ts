import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

/** What the network waits for before the last byte of a file arrives: a test that looks at an upload in its middle sets it. */
export const network = { ready: Promise.resolve() }

/** An `XMLHttpRequest` as far as a phone sends files with it: it is given a `uri`, and reads the file itself. */
export const uploadingWith = (send: typeof fetch) =>
  class {
    status = 0
    responseText = ''
    upload: { onprogress?: (event: { loaded: number; total: number }) => void } = {}
    onload = () => {}
    onerror = () => {}
    private method = ''
    private url = ''
    private headers: Record<string, string> = {}
    private answer: Response | undefined

    open(method: string, url: string) {
      this.method = method
      this.url = url
    }

    setRequestHeader(name: string, value: string) {
      this.headers[name] = value
    }

    getResponseHeader(name: string) {
      return this.answer?.headers.get(name) ?? null
    }

    send({ uri }: { uri: string }) {
      this.transfer(uri).then(this.onload, this.onerror)
    }

    private async transfer(uri: string) {
      const body = await readFile(fileURLToPath(uri))
      for (const loaded of [body.length / 2, body.length]) this.upload.onprogress?.({ loaded, total: body.length })
      await network.ready
      this.answer = await send(this.url, { method: this.method, headers: this.headers, body })
      this.status = this.answer.status
      this.responseText = await this.answer.text()
    }
  }
