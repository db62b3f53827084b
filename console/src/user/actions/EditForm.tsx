import { Button, Checkbox, Group, Modal, Stack, TagsInput, Text, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { admin } from '../../api/admin.ts'
import type { AdminUser } from '../../api/types.ts'
import { FailureAlert } from '../../ui/FailureAlert.tsx'
import { useReturnFocus } from '../../ui/use-return-focus.ts'
import { useChanged } from '../use-changed.ts'
import { changesOf, type Draft } from './changes-of.ts'

interface Props {
  user: AdminUser
  onClose: () => void
}

/** Name, email address and roles. Only what was changed is sent. */
export function EditForm({ user, onClose }: Props) {
  const [draft, setDraft] = useState<Draft>({
    name: user.name,
    email: user.email ?? '',
    emailVerified: user.emailVerified,
    roles: user.roles,
  })
  useReturnFocus()
  const edit = (changes: Partial<Draft>) => setDraft({ ...draft, ...changes })
  const changes = changesOf(user, draft)
  const changed = useChanged(user._id)
  const save = useMutation({
    mutationFn: () => admin.updateUser(user._id, changes),
    onSuccess: () => {
      onClose()
      return changed('The changes are saved.')
    },
  })

  function submit(event: FormEvent) {
    event.preventDefault()
    save.mutate()
  }

  return (
    <Modal opened onClose={onClose} title="Edit this user">
      <form onSubmit={submit}>
        <Stack gap="md">
          <TextInput
            label="Name"
            value={draft.name}
            onChange={(event) => edit({ name: event.currentTarget.value })}
            data-autofocus
          />
          <TextInput
            label="Email address"
            type="email"
            value={draft.email}
            onChange={(event) => edit({ email: event.currentTarget.value, emailVerified: false })}
          />
          <Checkbox
            label="The email address is confirmed"
            description="Confirmed by you, if you tick it: be sure that it is theirs."
            checked={draft.emailVerified}
            onChange={(event) => edit({ emailVerified: event.currentTarget.checked })}
          />
          <TagsInput
            label="Roles"
            description="Enter adds one. The role admin opens this console."
            value={draft.roles}
            onChange={(roles) => edit({ roles })}
          />
          {changes.email !== undefined && (
            <Text size="sm" c="dimmed">
              From now on they sign in with {draft.email}, and codes and links go there.
            </Text>
          )}
          <FailureAlert error={save.error} title="Not saved" />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={save.isPending} disabled={Object.keys(changes).length === 0}>
              Save
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
