import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useId, useState } from 'react'
import { say } from '../lib/language.ts'
import { FailureAlert } from './FailureAlert.tsx'
import { useReturnFocus } from './use-return-focus.ts'

interface Props {
  title: string
  /** What will happen, in sentences. */
  children: ReactNode
  /** What the button says: the deed. */
  deed: string
  isDangerous?: boolean
  /** What has to be typed before, for what cannot be undone. */
  typed?: string
  isPending: boolean
  error: unknown
  onConfirm: () => void
  onClose: () => void
}

/** Asks before something is done, and says what that will do. */
export function Confirm({ title, children, deed, isDangerous, typed, isPending, error, onConfirm, onClose }: Props) {
  const [given, setGiven] = useState('')
  const explanation = useId()
  useReturnFocus()
  const isAllowed = typed === undefined || given.trim() === typed

  function submit(event: FormEvent) {
    event.preventDefault()
    if (isAllowed) onConfirm()
  }

  return (
    <Modal opened onClose={onClose} title={title} aria-describedby={explanation}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <div id={explanation}>{children}</div>
          {typed !== undefined && (
            <TextInput
              label={say('console.ui.type_to_confirm', { text: typed })}
              value={given}
              onChange={(event) => setGiven(event.currentTarget.value)}
              autoComplete="off"
              data-autofocus
            />
          )}
          <FailureAlert error={error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {say('console.ui.cancel')}
            </Button>
            <Button type="submit" color={isDangerous ? 'red' : 'blue'} loading={isPending} disabled={!isAllowed}>
              {deed}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
