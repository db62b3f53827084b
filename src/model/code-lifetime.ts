/** How long a mailed code and its link work, in seconds (ASVS 5.0, 6.5.5). */
export const CODE_LIFETIME_SECONDS = 600

/**
 * How long an invitation works, in seconds: nobody waits for it as for a code that they have asked for. Its six digits take
 * no more guesses for that: five.
 */
export const INVITATION_LIFETIME_SECONDS = 3 * 86_400
