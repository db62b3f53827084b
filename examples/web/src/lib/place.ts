import { useSyncExternalStore } from 'react'

/** Where in the app one is: the hash of the URL, such as `#/devices`. No router is needed for that. */
export const usePlace = (): string => useSyncExternalStore(subscribe, () => location.hash)

export function go(hash: string): void {
  location.hash = hash
}

function subscribe(changed: () => void): () => void {
  addEventListener('hashchange', changed)
  return () => removeEventListener('hashchange', changed)
}
