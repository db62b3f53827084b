let deployment: string | undefined

/** Names the deployed version that this isolate runs, for every line that it logs. */
export function nameDeployment(id: string | undefined): void {
  deployment = id
}

/**
 * Writes one structured line. Callers name every member: nothing from a request is logged as it was sent but its method
 * and the `x-request-id` that the caller may choose, of which Hono checks the characters and the length.
 */
export function log(
  level: 'info' | 'error',
  event: string,
  members: Record<string, string | number | undefined>,
): void {
  console[level](JSON.stringify({ level, event, ...members, deployment }))
}

/**
 * What may be logged of an unexpected error: its class, its code if it has one, and where it was thrown. Never its
 * message, which can quote tokens, SQL or values.
 */
export function describeError(error: unknown): Record<'error' | 'code' | 'at', string | undefined> {
  if (!(error instanceof Error)) return { error: typeof error, code: undefined, at: undefined }
  const code = 'code' in error && /^[\w-]{1,64}$/.test(String(error.code)) ? String(error.code) : undefined
  return { error: error.name, code, at: /^\s+at .*?([\w.-]+:\d+:\d+)\)?$/m.exec(error.stack ?? '')?.[1] }
}
