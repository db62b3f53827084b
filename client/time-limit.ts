/** The platform's `AbortSignal`; where its types do not declare one, what every `fetch` takes. */
export type Signal = typeof globalThis extends { AbortSignal: { prototype: infer S } } ? S : never

/** What the client needs of an app's `AbortSignal`; that of every platform has it. */
export interface StopSignal {
  readonly aborted: boolean
  addEventListener(type: 'abort', listener: () => void): void
  removeEventListener(type: 'abort', listener: () => void): void
}

/** Lets the limit begin anew, so many times as long. */
export type Extend = (times?: number) => void

// Not every platform has them, nor do every platform's types declare them.
declare const AbortController: (new () => { signal: Signal; abort(): void }) | undefined
declare const setTimeout: ((callback: () => void, milliseconds: number) => unknown) | undefined
declare const clearTimeout: (timer: unknown) => void

const MAX_MILLISECONDS = 2 ** 31 - 1 // a timer of more fires at once

/**
 * Gives work up after so many milliseconds, or when the app stops it, with an error whose name is `TimeoutError` or
 * `AbortError`, also where it cannot be aborted or does not care. No limit for `Infinity`, or without timers.
 */
export async function within<T>(
  milliseconds: number,
  work: (signal: Signal | undefined, extend: Extend) => Promise<T>,
  stop?: StopSignal,
): Promise<T> {
  const start = typeof setTimeout === 'function' ? setTimeout : undefined
  const isLimited = start && milliseconds <= MAX_MILLISECONDS
  if (!isLimited && !stop) return work(undefined, () => {})
  const controller = typeof AbortController === 'function' ? new AbortController() : undefined
  let timer: unknown
  let giveUp = (_name: string, _message: string) => {}
  const givenUp = new Promise<never>((_, reject) => {
    giveUp = (name, message) => {
      reject(Object.assign(new Error(message), { name }))
      controller?.abort()
    }
  })
  const extend: Extend = (times = 1) => {
    if (!isLimited) return
    clearTimeout(timer)
    const limit = Math.min(milliseconds * times, MAX_MILLISECONDS)
    timer = start(() => giveUp('TimeoutError', `No answer within ${limit} ms.`), limit)
  }
  const onStop = () => giveUp('AbortError', 'The app has stopped it.')
  stop?.addEventListener('abort', onStop)
  try {
    extend()
    if (stop?.aborted) onStop()
    return await Promise.race([givenUp, stop?.aborted ? givenUp : work(controller?.signal, extend)])
  } finally {
    if (isLimited) clearTimeout(timer)
    stop?.removeEventListener('abort', onStop)
  }
}
