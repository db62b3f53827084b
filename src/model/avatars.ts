/** The largest picture that may be sent. */
export const AVATAR_MAX_BYTES = 8 * 1_024 * 1_024

/** The most pixels: what whoever shows it has to hold. Phones take 50 megapixels at most, unless they are asked for more. */
export const AVATAR_MAX_PIXELS = 50_000_000

/** How long a picture may take from the start of its upload until it is its user's: after that the sweep deletes it. */
export const AVATAR_PENDING_MS = 60 * 60_000

/** Where everybody finds a picture. */
export const avatarPath = (key: string): string => `/avatars/${key}`

/** Its object in the bucket, which may hold other things of the team. */
export const avatarObject = (key: string): string => `avatars/${key}`
