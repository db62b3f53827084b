/** A line that the service logs: JSON with `level`, `event` and members of its own. */
export type LogLine = Record<string, unknown> & { event: string }

let lines: LogLine[] = []
let texts: string[] = []
let expected = new Set<string>()

/** Takes the console over: the request log is read by tests, and everything else has to be expected by one. */
export function watchLogs(): void {
  for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    console[level] = (...values: unknown[]) => {
      const text = values.map(String).join(' ')
      texts.push(text)
      lines.push(parse(text))
    }
  }
}

/** The lines of this test so far, of one event; without the deployment that every line names. */
export const logged = (event: string): LogLine[] =>
  lines.flatMap(({ deployment: _, ...line }) => (line.event === event ? [line] : []))

/** Everything that was written in this test, as text. */
export const loggedText = (): string => texts.join('\n')

/** Says that this test makes the service log such events. */
export const expectLogs = (...events: string[]): void => {
  expected = new Set(events)
}

export function failOnUnexpectedLogs(): void {
  const unexpected = lines.filter(({ event }) => event !== 'request' && !expected.has(event))
  lines = []
  texts = []
  expected = new Set()
  if (unexpected.length > 0) throw new Error(`unexpected log: ${JSON.stringify(unexpected)}`)
}

function parse(text: string): LogLine {
  try {
    return JSON.parse(text)
  } catch {
    return { event: 'text', text }
  }
}
