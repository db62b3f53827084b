import { failureText, requestOf } from '../lib/failure-text.ts'

/** Why something failed, for everybody at once: `role="alert"` is read out. */
export function Failure({ error }: { error: unknown }) {
  const text = error === undefined ? undefined : failureText(error)
  const request = requestOf(error)
  return (
    <div role="alert">
      {text && (
        <p className="failure">
          {text}
          {request && <small> Request {request}</small>}
        </p>
      )}
    </div>
  )
}
