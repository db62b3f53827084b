/** How long a mailed code and its link work, in seconds (ASVS 5.0, 6.5.5). */
export const CODE_LIFETIME_SECONDS = 600
