import { useRouter } from 'expo-router'
import { LatchkeyError, type PossibleFactor } from 'latchkey/client'
import { useUser } from 'latchkey/react'
import { useRef, useState } from 'react'
import { explain } from './explain'

interface Asked {
  challenge?: string | undefined
  factors: readonly PossibleFactor[]
}

/**
 * Makes one call at a time, and keeps what to tell the user if it fails. If it asks for a second factor, opens the screen
 * for that. `attempt` resolves with whether the call has succeeded.
 */
export function useAttempt() {
  const { client } = useUser()
  const router = useRouter()
  const isRunning = useRef(false)
  const [isBusy, setIsBusy] = useState(false)
  const [message, setMessage] = useState('')

  function askSecondFactor({ challenge, factors }: Asked) {
    const passkey = factors.find((factor) => factor.type === 'passkey')
    const options = passkey && JSON.stringify(passkey.options)
    router.push({ pathname: '/second-factor', params: { challenge, ...(options && { passkey: options }) } })
  }

  async function run(call: () => Promise<unknown>): Promise<boolean> {
    try {
      await call()
      return true
    } catch (error) {
      if (!(error instanceof LatchkeyError)) throw error
      if (error.code !== 'second_factor_required' && error.code !== 'recent_second_factor_required') throw error
      // A session of before the factor was added is asked, too, and has to request its challenge.
      askSecondFactor(error.challenge ? error : await client.createFactorChallenge())
      return false
    }
  }

  async function attempt(call: () => Promise<unknown>): Promise<boolean> {
    if (isRunning.current) return false // a second tap
    isRunning.current = true
    setIsBusy(true)
    setMessage('')
    try {
      return await run(call)
    } catch (error) {
      if (!(error instanceof LatchkeyError)) console.error(error) // a bug, or a failure of the phone
      setMessage(error instanceof LatchkeyError ? explain(error) : 'Something went wrong.')
      return false
    } finally {
      isRunning.current = false
      setIsBusy(false)
    }
  }

  return { attempt, shown: { message, isBusy } }
}
