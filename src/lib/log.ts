/** Writes one structured line. Callers name every member themselves: a log never holds a value that a stranger sent. */
export function log(
  level: 'info' | 'error',
  event: string,
  members: Record<string, string | number | undefined>,
): void {
  console[level](JSON.stringify({ level, event, ...members }))
}

/** What may be told of an unexpected error: its class and where it was thrown. Messages can quote tokens, SQL or values. */
export function describeError(error: unknown): { error: string; at: string | undefined } {
  if (!(error instanceof Error)) return { error: typeof error, at: undefined }
  return { error: error.name, at: /^\s+at .*?([\w.-]+:\d+:\d+)\)?$/m.exec(error.stack ?? '')?.[1] }
}
