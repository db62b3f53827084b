import { Button, Checkbox, Group, Modal, Stack, TagsInput, Text, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { admin } from '../../api/admin.ts'
import type { AdminUser } from '../../api/types.ts'
import { say } from '../../lib/language.ts'
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
      return changed(say('console.user.edit_done'))
    },
  })

  function submit(event: FormEvent) {
    event.preventDefault()
    save.mutate()
  }

  return (
    <Modal opened onClose={onClose} title={say('console.user.edit_title')}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <TextInput
            label={say('console.ui.name')}
            value={draft.name}
            onChange={(event) => edit({ name: event.currentTarget.value })}
            data-autofocus
          />
          <TextInput
            label={say('console.ui.email')}
            type="email"
            value={draft.email}
            onChange={(event) => edit({ email: event.currentTarget.value, emailVerified: false })}
          />
          <Checkbox
            label={say('console.user.email_confirmed')}
            description={say('console.user.email_confirmed_help')}
            checked={draft.emailVerified}
            onChange={(event) => edit({ emailVerified: event.currentTarget.checked })}
          />
          <TagsInput
            label={say('console.ui.roles')}
            description={say('console.user.roles_help')}
            value={draft.roles}
            onChange={(roles) => edit({ roles })}
          />
          {changes.email !== undefined && (
            <Text size="sm" c="dimmed">
              {say('console.user.new_email', { email: draft.email })}
            </Text>
          )}
          <FailureAlert error={save.error} title={say('console.ui.not_saved')} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {say('console.ui.cancel')}
            </Button>
            <Button type="submit" loading={save.isPending} disabled={Object.keys(changes).length === 0}>
              {say('console.ui.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
