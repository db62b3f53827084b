import { useQueryClient } from '@tanstack/react-query'
import { announce } from '../ui/messages.ts'
import { changedBy } from './keys.ts'

/** Says what was done to a user, and has what is shown of them read again. */
export function useChanged(userId: string): (done: string) => Promise<unknown> {
  const queries = useQueryClient()
  return (done) => {
    announce(done)
    return Promise.all(changedBy(userId).map((queryKey) => queries.invalidateQueries({ queryKey })))
  }
}
