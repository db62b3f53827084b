/** Who calls: the user and the session that a token names. Every statement checks both against the database. */
export interface Caller {
  userId: string
  sessionId: string
}

/** Why a caller with a live session may not go on. */
export type CallerRefusal = 'account_disabled' | 'second_factor_required'
