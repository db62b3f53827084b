import { env } from 'cloudflare:workers'
import { beforeEach, expect, it } from 'vitest'
import { insert, pngChunk } from '../../images/support.ts'
import { bucketWith, emptyBucket, imagesWith, upload } from '../../support/avatars.ts'
import { PNG } from '../../support/pictures.ts'
import { serviceWith } from '../../support/service.ts'
import { registerUser } from '../../support/users.ts'

// Attack: upload a small picture of very many parts of a few bytes, each of which is sent by itself, with a turn for others after
// it: 120 KB took 27 s. Or one that is mostly what goes, and have each rest hold what it came with.

const EMPTY = pngChunk('IDAT', new Uint8Array())
const PARTS = 9_900
const BYTES = PARTS * EMPTY.length

beforeEach(emptyBucket)

function pictureOfParts(): Uint8Array<ArrayBuffer> {
  const parts = new Uint8Array(BYTES)
  for (let at = 0; at < BYTES; at += EMPTY.length) parts.set(EMPTY, at)
  return insert(PNG, 33, parts)
}

/** Reads a stream part by part, and says how many there were. */
async function read(stream: ReadableStream<Uint8Array>, counted: { parts: number }): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = []
  for await (const part of stream) parts.push(part.slice())
  counted.parts += parts.length
  return new Blob(parts)
}

it('such a picture is stored in a few pieces', async () => {
  const { token } = await registerUser()
  const counted = { parts: 0 }
  const put = async (name: string, stream: ReadableStream<Uint8Array>, options: R2PutOptions) =>
    env.AVATARS.put(name, await read(stream, counted), options)
  const service = serviceWith({ IMAGES: undefined, AVATARS: bucketWith({ put: put as any }) })
  expect((await upload(token, pictureOfParts(), service)).status).toBe(200)
  expect(counted.parts).toBeLessThan(BYTES / 4_096 + 3) // in which the runtime passes a piece on
})

it('and comes to Images in as many', async () => {
  const { token } = await registerUser()
  const counted = { parts: 0 }
  const IMAGES = imagesWith((stream) => {
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>({
      transform(part, controller) {
        counted.parts++
        controller.enqueue(part)
      },
    })
    void stream.pipeTo(writable)
    return env.IMAGES.input(readable)
  })
  expect((await upload(token, pictureOfParts(), serviceWith({ IMAGES }))).status).toBe(200)
  expect(counted.parts).toBeLessThan(6) // with the large square, of which the small one is made
})
