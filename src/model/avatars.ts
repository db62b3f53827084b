/** The largest picture that may be sent. */
export const AVATAR_MAX_BYTES = 8 * 1_024 * 1_024

/** The most pixels: what whoever shows it has to hold. Phones take 50 megapixels at most, unless they are asked for more. */
export const AVATAR_MAX_PIXELS = 50_000_000

/** How long a picture may take from the start of its upload until it is its user's: after that the sweep deletes it. */
export const AVATAR_PENDING_MS = 60 * 60_000

/** Where everybody finds a picture. */
export const avatarPath = (key: string): string => `/avatars/${key}`

/** The sides of the squares that are made of a picture where Images is bound, in pixels. */
export const AVATAR_SIZE = 512
export const SMALL_AVATAR_SIZE = 96

/** Its object in the bucket, which may hold other things of the team. */
export const avatarObject = (key: string): string => `avatars/${key}`

/** That of the small square, which only a picture has of which squares were made. */
export const smallAvatarObject = (key: string): string => `${avatarObject(key)}-${SMALL_AVATAR_SIZE}`
