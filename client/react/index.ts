// What `latchkey/react` exports. It needs nothing but React: no DOM, and of the client only its types.
import {
  type Context,
  createContext,
  createElement,
  type ReactElement,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useSyncExternalStore,
} from 'react'
import type { LatchkeyClient } from '../index.ts'
import { createUserStore, type User, type UserStore } from './user-store.ts'

export type { User }

export interface LatchkeyProviderProps {
  client: LatchkeyClient
  children?: ReactNode
}

const StoreContext: Context<UserStore | undefined> = createContext<UserStore | undefined>(undefined)

/** Follows the sign-in of a client for all components below it. One for each client, at the root of the app. */
export function LatchkeyProvider({ client, children }: LatchkeyProviderProps): ReactElement {
  const store = useMemo(() => createUserStore(client), [client])
  useEffect(() => store.start(), [store])
  return createElement(StoreContext.Provider, { value: store }, children)
}

/**
 * Who is signed in on this device: `status`, `user` and `client`. Renders again when that changes, here or at the service.
 * Throws an `Error` outside of a `LatchkeyProvider`.
 */
export function useUser(): User {
  const store = useContext(StoreContext)
  if (!store) throw new Error('useUser() needs a <LatchkeyProvider client={...}> above it')
  return useSyncExternalStore(store.subscribe, store.current, store.onServer)
}
