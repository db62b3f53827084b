import {
  Button,
  Checkbox,
  Group,
  Paper,
  PasswordInput,
  SegmentedControl,
  Stack,
  TagsInput,
  TextInput,
} from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { admin } from '../api/admin.ts'
import { go, hrefOf } from '../lib/place.ts'
import { FailureAlert } from '../ui/FailureAlert.tsx'
import { say } from '../ui/messages.ts'
import { Screen } from '../ui/Screen.tsx'

const WAYS = [
  { value: 'invite', label: 'Invite by email' },
  { value: 'password', label: 'Set a password' },
]

/** Makes a user: invited, so that they choose their password, or with one. */
export function NewUserScreen() {
  const [way, setWay] = useState('invite')
  const [roles, setRoles] = useState<string[]>([])
  const queries = useQueryClient()
  const create = useMutation({
    mutationFn: admin.createUser,
    onSuccess: async (user) => {
      await queries.invalidateQueries({ queryKey: ['users'] })
      say(way === 'invite' ? `${user.email} is invited.` : `${user.email} is created.`)
      go(hrefOf(['users', user._id]), { replace: true })
    },
  })

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const name = String(form.get('name'))
    create.mutate({
      email: String(form.get('email')),
      ...(name && { name }),
      ...(roles.length > 0 && { roles }),
      ...(way === 'invite'
        ? { invite: true }
        : { password: String(form.get('password')), emailVerified: form.has('emailVerified') }),
    })
  }

  return (
    <Screen title="New user" parent={{ label: 'Users', href: hrefOf(['users']) }}>
      <Paper p="lg" maw={520}>
        <form onSubmit={submit}>
          <Stack gap="md">
            <TextInput
              name="email"
              type="email"
              label="Email address"
              autoComplete="off"
              required
              withAsterisk={false}
            />
            <TextInput name="name" label="Name" description="They can change it." autoComplete="off" />
            <TagsInput
              label="Roles"
              description="Enter adds one."
              value={roles}
              onChange={setRoles}
              clearable={false}
            />
            <SegmentedControl aria-label="How they get in" data={WAYS} value={way} onChange={setWay} fullWidth />
            {way === 'password' && (
              <>
                <PasswordInput
                  name="password"
                  label="Password"
                  autoComplete="new-password"
                  required
                  withAsterisk={false}
                  visibilityToggleButtonProps={{ 'aria-label': 'Show the password', tabIndex: 0, 'aria-hidden': false }}
                />
                <Checkbox name="emailVerified" label="The email address is confirmed: I know that it is theirs" />
              </>
            )}
            <FailureAlert error={create.error} title="Not created" />
            <Group justify="flex-end">
              <Button variant="default" component="a" href={hrefOf(['users'])}>
                Cancel
              </Button>
              <Button type="submit" loading={create.isPending}>
                {way === 'invite' ? 'Send the invitation' : 'Create the user'}
              </Button>
            </Group>
          </Stack>
        </form>
      </Paper>
    </Screen>
  )
}
