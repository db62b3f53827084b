import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { LatchkeyError } from '../../../client/error.ts'
import { reportGate } from '../session/gate.ts'

const RETRIES = 2
const FRESH_MILLISECONDS = 15_000

/** A call that got no response, or that the service could not serve just now, is tried again. Nothing else would help. */
const mayRetry = (failures: number, error: Error): boolean =>
  failures < RETRIES && error instanceof LatchkeyError && ['network_error', 'unavailable'].includes(error.code)

/** Keeps what was read, and tells the gate when a call says that this admin has to do something first. */
export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: reportGate }),
  mutationCache: new MutationCache({ onError: reportGate }),
  defaultOptions: {
    queries: { retry: mayRetry, staleTime: FRESH_MILLISECONDS, refetchOnWindowFocus: true },
    mutations: { retry: false }, // what was done already would be done again
  },
})
