import { env } from 'cloudflare:workers'
import { ORIGIN } from './origin.ts'
import { PNG } from './pictures.ts'
import { sendRaw } from './raw-request.ts'
import { type Service, serviceWith } from './service.ts'

/** The service where pictures are kept in their size. */
export const withoutImages = serviceWith({ IMAGES: undefined })

/** Uploads a picture for whoever has the token: by `withoutImages`, unless the test says where. */
export const upload = (
  token: string,
  bytes: Uint8Array<ArrayBuffer> | ReadableStream = PNG,
  service: Service = withoutImages,
) => service('/users/profile/avatar', { method: 'PUT', token, bytes })

/** A body that breaks off after these bytes. */
export function brokenBody(start: Uint8Array<ArrayBuffer>): ReadableStream {
  const pieces = [start]
  return new ReadableStream({
    type: 'bytes', // as the runtime's own are
    pull(controller) {
      const piece = pieces.shift()
      if (piece) controller.enqueue(piece.slice())
      else controller.error(new Error('the connection was lost'))
    },
  })
}

/** Uploads one, and gives the path where everybody finds it. */
export async function uploaded(token: string, bytes?: Uint8Array<ArrayBuffer>, service?: Service): Promise<string> {
  const { status, body } = await upload(token, bytes, service)
  if (status !== 200) throw new Error(`uploading failed: ${JSON.stringify(body)}`)
  return body.data.avatarUrl.slice(ORIGIN.length)
}

/** The picture at a path, unread. */
export const picture = (path: string, headers: Record<string, string> = {}) => sendRaw(path, { headers })

/** Names of all objects in the bucket. */
export const storedObjects = async () => (await env.AVATARS.list()).objects.map(({ key }) => key)

export const avatarRows = async () =>
  (await env.DB.prepare('SELECT * FROM avatars ORDER BY delete_at').all<{ key: string; delete_at: number | null }>())
    .results

/** Empties the bucket: for beforeEach, since objects are of all tests together. */
export async function emptyBucket(): Promise<void> {
  const names = await storedObjects()
  if (names.length > 0) await env.AVATARS.delete(names)
}

/** Members of a bucket; its `put` returns what it has stored, and no overload has to be met. */
export interface OwnBucket extends Partial<Omit<R2Bucket, 'put'>> {
  put?: (...args: Parameters<R2Bucket['put']>) => Promise<R2Object | null>
}

/** The bucket, but for what the test has of its own. */
export const bucketWith = (own: OwnBucket): R2Bucket =>
  new Proxy(env.AVATARS, {
    get: (bucket, name) => {
      const member = (own as any)[name] ?? (bucket as any)[name]
      return typeof member === 'function' ? member.bind(bucket) : member
    },
  })

/** Images with another `input`, such as one that fails. */
export const imagesWith = (input: ImagesBinding['input']): ImagesBinding =>
  new Proxy(env.IMAGES, { get: (images, name) => (name === 'input' ? input : Reflect.get(images, name)) })

/** Why Images makes nothing of a picture: with a code of its own. */
export function imagesError(code: number): Error {
  return Object.assign(new Error(`IMAGES_TRANSFORM_ERROR ${code}: Could not resize the image`), { code })
}

/** Images that makes nothing, and counts how often it was asked. */
export function refusingImages(code = 9523) {
  const asked = { times: 0 }
  const input = () => {
    asked.times++
    const transformer = { transform: () => transformer, output: () => Promise.reject(imagesError(code)) }
    return transformer as unknown as ImageTransformer
  }
  return { asked, IMAGES: imagesWith(input) }
}
