import { Button, Stack, Text, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { admin } from '../../api/admin.ts'
import type { AdminUser } from '../../api/types.ts'
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
      return changed('The account is disabled.')
    },
  })
  return (
    <>
      <Button size="xs" variant="default" aria-haspopup="dialog" onClick={() => setIsOpen(true)}>
        Disable
      </Button>
      {isOpen && (
        <Confirm
          title="Disable this account?"
          deed="Disable the account"
          isDangerous
          isPending={disable.isPending}
          error={disable.error}
          onConfirm={() => disable.mutate()}
          onClose={() => setIsOpen(false)}
        >
          <Stack gap="sm">
            <Text size="sm">
              The next call of {user.email ?? 'this user'} is refused, on every device, and so is every sign-in. Nothing
              is deleted.
            </Text>
            <TextInput
              label="Reason"
              description="For operators. The user does not see it."
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
              data-autofocus
            />
            <TextInput
              label="Until"
              description="Empty: until somebody enables it."
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
