import { avatarObject } from '../../model/avatars.ts'
import type { CleanPicture } from './clean-picture.ts'
import { hold, release } from './held-bytes.ts'
import { askR2 } from './require-bucket.ts'

/** The least that R2 takes as a part of an object that is not its last: all that is held of a picture at a time. */
const PART_BYTES = 5 * 1_024 * 1_024

interface Part {
  chunks: Uint8Array[]
  bytes: number
  isLast: boolean
}

/**
 * Stores a picture whose length is not known, in parts. Either all of it is there afterwards or nothing. Throws what the
 * bytes throw, and `unavailable` if R2 fails or too many uploads are held at once.
 */
export async function storePicture(bucket: R2Bucket, key: string, { contentType, bytes }: CleanPicture): Promise<void> {
  const upload = Symbol('upload')
  try {
    await storeParts(bucket, avatarObject(key), { httpMetadata: { contentType } }, inParts(bytes, upload))
  } finally {
    release(upload)
  }
}

async function storeParts(
  bucket: R2Bucket,
  name: string,
  options: R2MultipartOptions,
  parts: AsyncGenerator<Part>,
): Promise<void> {
  const { value: first } = await parts.next()
  if (!first) return
  if (first.isLast) return void (await sent(first, (part) => bucket.put(name, part, options)))
  const upload = await askR2(bucket.createMultipartUpload(name, options))
  try {
    const uploaded = [await sent(first, (part) => upload.uploadPart(1, part))]
    for await (const part of parts) {
      const number = uploaded.length + 1
      uploaded.push(await sent(part, (readable) => upload.uploadPart(number, readable)))
    }
    await askR2(upload.complete(uploaded))
  } catch (error) {
    await upload.abort().catch(() => {}) // R2 does it by itself after a week
    throw error
  }
}

/** Cuts a stream into parts of at least `PART_BYTES`, but for the last, which may be empty, and notes what they hold. */
async function* inParts(picture: AsyncIterable<Uint8Array>, upload: symbol): AsyncGenerator<Part> {
  let part: Part = { chunks: [], bytes: 0, isLast: false }
  for await (const chunk of picture) {
    part.chunks.push(chunk)
    part.bytes += chunk.byteLength
    hold(upload, part.bytes)
    if (part.bytes < PART_BYTES) continue
    yield part
    part = { chunks: [], bytes: 0, isLast: false }
  }
  yield { ...part, isLast: true }
}

/** Sends a part, as R2 demands it: with its length beforehand. */
async function sent<T>({ chunks, bytes }: Part, send: (part: ReadableStream) => Promise<T>): Promise<T> {
  const { readable, writable } = new FixedLengthStream(bytes)
  const write = async () => {
    const writer = writable.getWriter()
    for (const chunk of chunks) {
      await writer.write(chunk)
      await scheduler.wait(0) // a turn for other requests, as while it is read
    }
    await writer.close()
  }
  const [stored] = await askR2(Promise.all([send(readable), write()]))
  return stored
}
