const RECENT_MS = 10 * 60_000 // long enough to log in and link; a session that is stolen is older, as a rule

/** When a session must have begun to count as recent. A refresh does not make one so. */
export const recentSince = (now: Date): Date => new Date(now.getTime() - RECENT_MS)
