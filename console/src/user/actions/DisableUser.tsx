import { Button, Stack, Text, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { admin } from '../../api/admin.ts'
import type { AdminUser } from '../../api/types.ts'
import { say } from '../../lib/language.ts'
import { Confirm } from '../../ui/Confirm.tsx'
import { useChanged } from '../use-changed.ts'

/** Disables an account, with a reason for other operators, and an end if it is for some time. */
export function DisableUser({ user }: { user: AdminUser }) {
  const [isOpen, setIsOpen] = useState(false)
  const [reason, setReason] = useState('')
  const [until, setUntil] = useState('')
  const changed = useChanged(user._id)
  const disable = useMutation({
    mutationFn: () =>
      admin.disableUser(user._id, {
        ...(reason.trim() && { reason: reason.trim() }),
        ...(until && { until: new Date(until).toISOString() }),
      }),
    onSuccess: () => {
      setIsOpen(false)
      return changed(say('console.user.disable_done'))
    },
  })
  return (
    <>
      <Button size="xs" variant="default" aria-haspopup="dialog" onClick={() => setIsOpen(true)}>
        {say('console.user.disable')}
      </Button>
      {isOpen && (
        <Confirm
          title={say('console.user.disable_title')}
          deed={say('console.user.disable_deed')}
          isDangerous
          isPending={disable.isPending}
          error={disable.error}
          onConfirm={() => disable.mutate()}
          onClose={() => setIsOpen(false)}
        >
          <Stack gap="sm">
            <Text size="sm">
              {user.email
                ? say('console.user.disable_what', { email: user.email })
                : say('console.user.disable_what_unnamed')}
            </Text>
            <TextInput
              label={say('console.user.disable_reason')}
              description={say('console.user.disable_reason_help')}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
              data-autofocus
            />
            <TextInput
              label={say('console.user.disable_until')}
              description={say('console.user.disable_until_help')}
              type="datetime-local"
              value={until}
              onChange={(event) => setUntil(event.currentTarget.value)}
            />
          </Stack>
        </Confirm>
      )}
    </>
  )
}
