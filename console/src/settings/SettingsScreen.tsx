import { Alert, Badge, Group, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { admin } from '../api/admin.ts'
import { words } from '../lib/format.ts'
import { Loaded } from '../ui/Loaded.tsx'
import { Screen } from '../ui/Screen.tsx'
import { Section } from '../ui/Section.tsx'
import classes from './SettingsScreen.module.css'
import { SettingsTable } from './SettingsTable.tsx'

/** What is on, what is missing, and each setting as it is deployed. They are changed in wrangler.toml. */
export function SettingsScreen() {
  const settings = useQuery({ queryKey: ['settings'], queryFn: admin.getSettings })
  return (
    <Screen
      title="Settings"
      description="As they are deployed. They are changed in wrangler.toml, and by wrangler secret put."
    >
      <Loaded query={settings}>
        {({ settings: rows, waysIn, problems }) => (
          <Stack gap="md">
            {problems.length > 0 ? (
              <Alert color="orange" variant="light" title="What is missing">
                <ul className={classes.problems}>
                  {problems.map((problem) => (
                    <li key={problem}>{problem}</li>
                  ))}
                </ul>
              </Alert>
            ) : (
              <Alert color="green" variant="light" title="Nothing is missing">
                The check before a deployment has nothing to say.
              </Alert>
            )}
            <Section title="Ways in">
              <Group gap="xs">
                {waysIn.map(({ name, on }) => (
                  <Badge key={name} variant={on ? 'light' : 'default'} color="green" radius="sm" tt="none">
                    {words(name)}: {on ? 'on' : 'off'}
                  </Badge>
                ))}
              </Group>
            </Section>
            <SettingsTable settings={rows} />
          </Stack>
        )}
      </Loaded>
    </Screen>
  )
}
