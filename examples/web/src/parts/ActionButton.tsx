import type { ReactNode } from 'react'
import { useAction } from '../lib/use-action.ts'
import { Failure } from './Failure.tsx'

interface Props {
  action: () => Promise<unknown>
  /** What it is called for a screen reader, if its text alone does not say it. */
  label?: string
  className?: string
  children: ReactNode
}

/** A button that does something at the service, once at a time, and says if that fails. */
export function ActionButton({ action, label, className, children }: Props) {
  const { run, isPending, error } = useAction(action)
  return (
    <div className="action">
      <button
        type="button"
        className={className}
        aria-label={label}
        aria-busy={isPending}
        disabled={isPending}
        onClick={() => run()}
      >
        {children}
      </button>
      <Failure error={error} />
    </div>
  )
}
