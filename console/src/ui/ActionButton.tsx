import { Button, type ButtonProps } from '@mantine/core'
import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { Confirm } from './Confirm.tsx'
import { announce } from './messages.ts'

interface Props extends Pick<ButtonProps, 'size' | 'variant' | 'leftSection'> {
  label: string
  /** Names the button where its label alone would not, such as in a row. */
  ariaLabel?: string
  title: string
  deed: string
  isDangerous?: boolean
  typed?: string
  /** What will happen. */
  children: ReactNode
  act: () => Promise<unknown>
  /** What is said afterwards. */
  done: string
  /** What was read, and is another now. */
  changes: readonly QueryKey[]
  onDone?: () => void
}

/** A button that asks first, and says what it will do; then it acts, and says that it has. */
export function ActionButton({
  label,
  ariaLabel,
  title,
  deed,
  isDangerous = false,
  typed,
  children,
  act,
  done,
  changes,
  onDone,
  ...look
}: Props) {
  const [isOpen, setIsOpen] = useState(false)
  const queries = useQueryClient()
  const action = useMutation({
    mutationFn: act,
    onSuccess: async () => {
      setIsOpen(false)
      announce(done)
      onDone?.()
      await Promise.all(changes.map((queryKey) => queries.invalidateQueries({ queryKey })))
    },
  })

  function open() {
    action.reset()
    setIsOpen(true)
  }

  return (
    <>
      <Button
        size="xs"
        variant={isDangerous ? 'outline' : 'default'}
        {...(isDangerous && { color: 'red' })}
        aria-label={ariaLabel}
        aria-haspopup="dialog"
        onClick={open}
        {...look}
      >
        {label}
      </Button>
      {isOpen && (
        <Confirm
          title={title}
          deed={deed}
          isDangerous={isDangerous}
          isPending={action.isPending}
          error={action.error}
          onConfirm={() => action.mutate()}
          onClose={() => setIsOpen(false)}
          {...(typed !== undefined && { typed })}
        >
          {children}
        </Confirm>
      )}
    </>
  )
}
