import { LatchkeyError } from 'latchkey/client'
import { useUser } from 'latchkey/react'
import { useContext, useState } from 'react'
import { AskSecondFactor, askedBy } from './second-factor.ts'

type State = { is: 'idle' | 'pending' | 'done' } | { is: 'failed'; error: unknown }

/**
 * Something that a person may do, and how it went. If it takes a second factor, that is asked for: a sign-in is then done, and
 * anything else is done once more.
 */
export function useAction<Args extends unknown[]>(act: (...args: Args) => Promise<unknown>) {
  const { client } = useUser()
  const ask = useContext(AskSecondFactor)
  const [state, setState] = useState<State>({ is: 'idle' })

  async function withSecondFactor(...args: Args): Promise<void> {
    try {
      await act(...args)
    } catch (error) {
      if (!(error instanceof LatchkeyError)) throw error
      if (error.code === 'second_factor_required' && error.challenge) return ask(askedBy(error.challenge, error))
      const isStepUp = error.code === 'second_factor_required' || error.code === 'recent_second_factor_required'
      if (!isStepUp) throw error
      const challenge = await client.createFactorChallenge()
      await ask(askedBy(challenge.challenge, challenge))
      await act(...args)
    }
  }

  async function run(...args: Args): Promise<void> {
    if (state.is === 'pending') return
    setState({ is: 'pending' })
    try {
      await withSecondFactor(...args)
      setState({ is: 'done' })
    } catch (error) {
      setState({ is: 'failed', error })
    }
  }

  return {
    run,
    isPending: state.is === 'pending',
    isDone: state.is === 'done',
    error: state.is === 'failed' ? state.error : undefined,
  }
}
