/** How long a mailed code works, in seconds. */
export const CODE_LIFETIME_SECONDS = 900
