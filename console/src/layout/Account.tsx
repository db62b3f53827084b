import { Button, SegmentedControl, Text, useMantineColorScheme } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { LogOut } from 'lucide-react'
import { signOut } from '../api/client.ts'
import { ownProfile } from '../api/own-profile.ts'
import { say } from '../lib/language.ts'
import classes from './Account.module.css'

const SCHEMES = [
  { value: 'auto', label: say('console.layout.theme_system') },
  { value: 'light', label: say('console.layout.theme_light') },
  { value: 'dark', label: say('console.layout.theme_dark') },
] as const

/** Who is signed in, the theme, and the way out. */
export function Account() {
  const profile = useQuery(ownProfile)
  const leave = useMutation({ mutationFn: signOut })
  // Without `keepTransitions` Mantine writes a <style> element, which the Content-Security-Policy refuses.
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true })
  return (
    <div className={classes.account}>
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label={say('console.layout.theme')}
        data={[...SCHEMES]}
        value={colorScheme}
        onChange={setColorScheme}
      />
      <Text size="xs" c="dimmed" truncate title={profile.data?.email ?? undefined}>
        {profile.data?.email ?? profile.data?.name ?? ' '}
      </Text>
      <Button
        variant="default"
        size="xs"
        leftSection={<LogOut size={14} aria-hidden />}
        loading={leave.isPending}
        onClick={() => leave.mutate()}
      >
        {say('console.session.sign_out')}
      </Button>
    </div>
  )
}
