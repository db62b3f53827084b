/** What is told of an event that its row does not have: which identity, session or factor it was about. */
const ABOUT = ['provider', 'endedId', 'factorId', 'passkeyId', 'fields'] as const

/** What is known of an event that a statement records. */
export const RECORDED_EVENT = ['_id', 'createdAt', ...ABOUT] as const

/** The same as SQLite has the values: NULL for what the event is not about. */
export type RecordedEvent = Record<(typeof RECORDED_EVENT)[number], unknown>
