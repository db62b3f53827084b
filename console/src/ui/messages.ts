import { useSyncExternalStore } from 'react'

export interface Message {
  id: number
  text: string
}

const SHOWN_MILLISECONDS = 8_000

let messages: readonly Message[] = []
let lastId = 0
const listeners = new Set<() => void>()

/** Says that something is done, for some seconds. */
export function announce(text: string): void {
  const id = ++lastId
  set([...messages, { id, text }])
  setTimeout(() => dismiss(id), SHOWN_MILLISECONDS)
}

export const dismiss = (id: number): void => set(messages.filter((message) => message.id !== id))

export const useMessages = (): readonly Message[] => useSyncExternalStore(subscribe, () => messages)

function set(next: readonly Message[]): void {
  messages = next
  for (const tell of listeners) tell()
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell)
  return () => listeners.delete(tell)
}
