import { LatchkeyError } from 'latchkey/client'
import { createContext, type FormEvent, type ReactNode, useContext, useId } from 'react'
import { useAction } from '../lib/use-action.ts'
import { Failure } from './Failure.tsx'

interface Props {
  /** What is done with the fields, by their names. */
  action: (field: (name: string) => string) => Promise<unknown>
  /** What the button says. */
  submit: string
  /** What is said when it is done, if the form stays. */
  done?: string
  isDangerous?: boolean
  children?: ReactNode
}

const FormError = createContext<unknown>(undefined)

/** A form: it is sent once at a time, keeps what was typed if that fails, and says why. */
export function Form({ action, submit, done, isDangerous = false, children }: Props) {
  const { run, isPending, isDone, error } = useAction(action)
  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    run((name) => String(data.get(name) ?? ''))
  }
  return (
    <form onSubmit={onSubmit}>
      <FormError value={error}>{children}</FormError>
      <Failure error={error} />
      <button
        type="submit"
        className={isDangerous ? 'dangerous' : 'primary'}
        aria-busy={isPending}
        disabled={isPending}
      >
        {submit}
      </button>
      {done && <p role="status">{isDone && done}</p>}
    </form>
  )
}

interface FieldProps {
  label: string
  name: string
  type?: 'text' | 'email' | 'password' | 'url'
  autoComplete: string
  inputMode?: 'numeric' | 'text'
  hint?: string
  defaultValue?: string | undefined
  isOptional?: boolean
  isLong?: boolean
}

/** A field with its label, and with what the service says is wrong with it. */
export function Field({ label, name, type = 'text', hint, isOptional = false, isLong = false, ...others }: FieldProps) {
  const id = useId()
  const wrong = wrongOf(useContext(FormError), name)
  const said = wrong ?? hint
  const props = {
    id,
    name,
    required: !isOptional,
    'aria-invalid': wrong !== undefined,
    'aria-describedby': said && `${id}-said`,
    ...others,
  }
  return (
    <div className="field">
      <label htmlFor={id}>
        {label} {isOptional && <small>optional</small>}
      </label>
      {isLong ? <textarea rows={3} {...props} /> : <input type={type} {...props} />}
      {said && (
        <small id={`${id}-said`} className={wrong && 'failure'}>
          {said}
        </small>
      )}
    </div>
  )
}

function wrongOf(error: unknown, name: string): string | undefined {
  if (!(error instanceof LatchkeyError)) return undefined
  const message = error.errors.find(({ path }) => path === name)?.message
  if (message) return `This ${message}.`
  // Two codes are about a field that every form calls the same.
  return name === 'password' && error.code.startsWith('password_') ? error.message : undefined
}
