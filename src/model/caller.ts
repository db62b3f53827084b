/** Who calls: the user and the session that a token names. Every statement checks both against the database. */
export interface Caller {
  userId: string
  sessionId: string
}
