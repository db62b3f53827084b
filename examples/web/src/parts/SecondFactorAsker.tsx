import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import { type Ask, type AskedFactor, AskSecondFactor } from '../lib/second-factor.ts'
import { SecondFactor } from './SecondFactor.tsx'

interface Question {
  asked: AskedFactor
  answered: () => void
  givenUp: () => void
}

/** Asks for a second factor in a dialog, above whatever needs it: the screen below keeps what was typed. */
export function SecondFactorAsker({ children }: { children: ReactNode }) {
  const [question, setQuestion] = useState<Question>()
  const dialog = useRef<HTMLDialogElement>(null)

  const ask = useCallback<Ask>((asked) => {
    return new Promise<void>((resolve, reject) => {
      setQuestion({
        asked,
        answered: resolve,
        givenUp: () => reject(new DOMException('No second factor was given.', 'AbortError')),
      })
    }).finally(() => {
      dialog.current?.close() // gives the focus back
      setQuestion(undefined)
    })
  }, [])

  useEffect(() => {
    if (question && !dialog.current?.open) dialog.current?.showModal()
  }, [question])

  return (
    <AskSecondFactor value={ask}>
      {children}
      {question && (
        <dialog ref={dialog} aria-labelledby="second-factor" onClose={question.givenUp}>
          <h2 id="second-factor">Is it you?</h2>
          <SecondFactor {...question.asked} onDone={question.answered} />
          <button type="button" onClick={question.givenUp}>
            Cancel
          </button>
        </dialog>
      )}
    </AskSecondFactor>
  )
}
