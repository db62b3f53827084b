import { avatarObject, smallAvatarObject } from '../../model/avatars.ts'

/** Deletes up to 1,000 pictures, which is as many names as R2 takes at once, and the small ones beside them. */
export async function deletePictures(bucket: R2Bucket, keys: readonly string[]): Promise<void> {
  await Promise.all([avatarObject, smallAvatarObject].map((nameOf) => bucket.delete(keys.map(nameOf))))
}
