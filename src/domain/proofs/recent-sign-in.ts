const RECENT_MS = 10 * 60_000 // long enough to log in and link; a stolen session is usually older

/**
 * The time after which a session must have begun, or a provider have seen the user, to count as recent. A refresh does
 * not make it recent.
 */
export const recentSince = (now: Date): Date => new Date(now.getTime() - RECENT_MS)
