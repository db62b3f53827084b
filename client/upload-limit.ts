import type { Signal } from './time-limit.ts'

/** What the client needs of an app's `AbortSignal`; that of every platform has it. */
export interface StopSignal {
  readonly aborted: boolean
  addEventListener(type: 'abort', listener: () => void): void
  removeEventListener(type: 'abort', listener: () => void): void
}

// Not every platform has them, nor do every platform's types declare them.
declare const AbortController: (new () => { signal: Signal; abort(): void }) | undefined
declare const setTimeout: ((callback: () => void, milliseconds: number) => unknown) | undefined
declare const clearTimeout: (timer: unknown) => void

const MAX_MILLISECONDS = 2 ** 31 - 1 // a timer of more fires at once

/**
 * As `within`, for what may take long: the limit begins anew, so many times as long, whenever the work says so. Or the app stops
 * it, with an error whose name is `AbortError`. By itself, since those who do not upload have no use for it.
 */
export async function withinProgress<T>(
  milliseconds: number,
  stop: StopSignal | undefined,
  work: (signal: Signal | undefined, extend: (times?: number) => void) => Promise<T>,
): Promise<T> {
  const controller = typeof AbortController === 'function' ? new AbortController() : undefined
  let timer: unknown
  let giveUp = (_name: string, _message: string) => {}
  const givenUp = new Promise<never>((_, reject) => {
    giveUp = (name, message) => {
      reject(Object.assign(new Error(message), { name }))
      controller?.abort()
    }
  })
  function extend(times = 1): void {
    const limit = milliseconds * times
    if (typeof setTimeout !== 'function' || limit > MAX_MILLISECONDS) return
    clearTimeout(timer)
    timer = setTimeout(() => giveUp('TimeoutError', `No answer within ${limit} ms.`), limit)
  }
  const onStop = () => giveUp('AbortError', 'The app has stopped it.')
  stop?.addEventListener('abort', onStop)
  try {
    if (stop?.aborted) onStop()
    extend()
    return await Promise.race([givenUp, stop?.aborted ? givenUp : work(controller?.signal, extend)])
  } finally {
    if (timer !== undefined) clearTimeout(timer)
    stop?.removeEventListener('abort', onStop)
  }
}
