import { avatarObject, smallAvatarObject } from '../../model/avatars.ts'
import { makeSquares, type Square } from './make-squares.ts'
import { askR2 } from './require-bucket.ts'

/**
 * Stores the squares of a picture once both are made. Throws what `makeSquares` throws, and `unavailable` if R2 fails; then
 * the sweep deletes what may be there.
 */
export async function storeSquares(
  bucket: R2Bucket,
  images: ImagesBinding,
  key: string,
  picture: AsyncGenerator<Uint8Array, void>,
): Promise<void> {
  const { large, small } = await makeSquares(images, picture)
  const put = (name: string, { contentType, bytes }: Square) =>
    bucket.put(name, bytes, { httpMetadata: { contentType } })
  await askR2(Promise.all([put(avatarObject(key), large), put(smallAvatarObject(key), small)]))
}
