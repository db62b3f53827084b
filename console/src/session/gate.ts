import { useSyncExternalStore } from 'react'
import { LatchkeyError } from '../../../client/error.ts'

/** Why the admin API lets nobody through who is signed in, until they have done something. */
const GATES = [
  'role_required',
  'factor_missing',
  'second_factor_required',
  'recent_login_required',
  'recent_second_factor_required',
  'access_required',
] as const

export type Gate = (typeof GATES)[number]

let current: Gate | undefined
const listeners = new Set<() => void>()

/** The gate that is shut, as the last failure said. */
export const useGate = (): Gate | undefined => useSyncExternalStore(subscribe, () => current)

/** Shuts a gate if this failure asks for it. */
export function reportGate(error: unknown): void {
  if (!(error instanceof LatchkeyError)) return
  const { code }: { code: string } = error
  const gate = GATES.find((known) => known === code)
  if (gate) set(gate)
}

export const openGate = (): void => set(undefined)

function set(gate: Gate | undefined): void {
  current = gate
  for (const tell of listeners) tell()
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell)
  return () => listeners.delete(tell)
}
