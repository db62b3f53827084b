/** The platform's `AbortSignal`; where its types do not declare one, what every `fetch` takes. */
export type Signal = typeof globalThis extends { AbortSignal: { prototype: infer S } } ? S : never

// Not every platform has them, nor do every platform's types declare them.
declare const AbortController: (new () => { signal: Signal; abort(): void }) | undefined
declare const setTimeout: ((callback: () => void, milliseconds: number) => unknown) | undefined
declare const clearTimeout: (timer: unknown) => void

const MAX_MILLISECONDS = 2 ** 31 - 1 // a timer of more fires at once

/**
 * Gives work up after so many milliseconds, with an error whose name is `TimeoutError`, also where it cannot be aborted
 * or does not care. No limit for `Infinity`, or without timers.
 */
export async function within<T>(milliseconds: number, work: (signal?: Signal) => Promise<T>): Promise<T> {
  if (typeof setTimeout !== 'function' || milliseconds > MAX_MILLISECONDS) return work()
  const start = setTimeout
  const controller = typeof AbortController === 'function' ? new AbortController() : undefined
  let timer: unknown
  const limit = new Promise<never>((_, reject) => {
    timer = start(() => {
      reject(Object.assign(new Error(`No answer within ${milliseconds} ms.`), { name: 'TimeoutError' }))
      controller?.abort()
    }, milliseconds)
  })
  try {
    return await Promise.race([work(controller?.signal), limit])
  } finally {
    clearTimeout(timer)
  }
}
