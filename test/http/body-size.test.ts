import { describe, expect, it } from 'vitest'
import { sendRaw } from '../support/raw-request.ts'

const LIMIT = 16 * 1_024

/** A login of so many bytes. */
function loginOf(bytes: number): string {
  const empty = JSON.stringify({ email: 'a@x.io', password: 'x', padding: '' }).length
  return JSON.stringify({ email: 'a@x.io', password: 'x', padding: 'p'.repeat(bytes - empty) })
}

/** The same text, in pieces and without a length beforehand. */
const inPieces = (text: string) =>
  new ReadableStream({
    start(controller) {
      const bytes = new TextEncoder().encode(text)
      for (let start = 0; start < bytes.length; start += 1_000) controller.enqueue(bytes.slice(start, start + 1_000))
      controller.close()
    },
  })

const json = { 'content-type': 'application/json' }

async function send(body: BodyInit, headers: Record<string, string> = json) {
  const response = await sendRaw('/users/login', { method: 'POST', headers, body })
  return { status: response.status, ...((await response.json()) as { code: string }) }
}

describe('the size of a body', () => {
  it('may be 16 KiB, with and without a content-length', async () => {
    const body = loginOf(LIMIT)
    const withLength = { ...json, 'content-length': String(LIMIT) }
    expect(await send(body, withLength)).toMatchObject({ status: 401, code: 'invalid_credentials' })
    expect(await send(inPieces(body))).toMatchObject({ status: 401, code: 'invalid_credentials' })
  })

  it('may not be a byte more by its content-length', async () => {
    const withLength = { ...json, 'content-length': String(LIMIT + 1) }
    expect(await send(loginOf(LIMIT + 1), withLength)).toMatchObject({ status: 413, code: 'body_too_large' })
  })

  it('may not be a byte more without a content-length', async () => {
    expect(await send(inPieces(loginOf(LIMIT + 1)))).toMatchObject({ status: 413, code: 'body_too_large' })
  })

  it('counts bytes and not characters', async () => {
    const body = JSON.stringify({ email: 'a@x.io', password: 'x', padding: 'é'.repeat(LIMIT / 2) })
    expect(body.length).toBeLessThan(LIMIT)
    expect(await send(inPieces(body))).toMatchObject({ status: 413, code: 'body_too_large' })
  })

  it('without an end is refused once so much has come: the rest is not waited for', async () => {
    let sent = 0
    const endless = new ReadableStream({
      pull(controller) {
        sent += 1_024
        controller.enqueue(new Uint8Array(1_024).fill(0x20))
      },
    })
    expect(await send(endless)).toMatchObject({ status: 413, code: 'body_too_large' })
    expect(sent).toBeLessThan(4 * LIMIT)
  })
})
