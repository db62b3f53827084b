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
import { say } from '../lib/language.ts'
import { go, hrefOf } from '../lib/place.ts'
import { FailureAlert } from '../ui/FailureAlert.tsx'
import { announce } from '../ui/messages.ts'
import { Screen } from '../ui/Screen.tsx'

const WAYS = [
  { value: 'invite', label: say('console.users.invite') },
  { value: 'password', label: say('console.users.set_password') },
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
      const email = user.email ?? user._id
      announce(way === 'invite' ? say('console.users.invited', { email }) : say('console.users.created', { email }))
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
    <Screen title={say('console.users.new')} parent={{ label: say('console.users.title'), href: hrefOf(['users']) }}>
      <Paper p="lg" maw={520}>
        <form onSubmit={submit}>
          <Stack gap="md">
            <TextInput
              name="email"
              type="email"
              label={say('console.ui.email')}
              autoComplete="off"
              required
              withAsterisk={false}
            />
            <TextInput
              name="name"
              label={say('console.ui.name')}
              description={say('console.users.name_help')}
              autoComplete="off"
            />
            <TagsInput
              label={say('console.ui.roles')}
              description={say('console.users.roles_help')}
              value={roles}
              onChange={setRoles}
              clearable={false}
            />
            <SegmentedControl
              aria-label={say('console.users.way_in')}
              data={WAYS}
              value={way}
              onChange={setWay}
              fullWidth
            />
            {way === 'password' && (
              <>
                <PasswordInput
                  name="password"
                  label={say('console.ui.password')}
                  autoComplete="new-password"
                  required
                  withAsterisk={false}
                  visibilityToggleButtonProps={{
                    'aria-label': say('console.ui.show_password'),
                    tabIndex: 0,
                    'aria-hidden': false,
                  }}
                />
                <Checkbox name="emailVerified" label={say('console.users.email_is_theirs')} />
              </>
            )}
            <FailureAlert error={create.error} title={say('console.users.not_created')} />
            <Group justify="flex-end">
              <Button variant="default" component="a" href={hrefOf(['users'])}>
                {say('console.ui.cancel')}
              </Button>
              <Button type="submit" loading={create.isPending}>
                {way === 'invite' ? say('console.users.send_invitation') : say('console.users.create')}
              </Button>
            </Group>
          </Stack>
        </form>
      </Paper>
    </Screen>
  )
}
