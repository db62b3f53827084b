import { Alert, Badge, Group, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { admin } from '../api/admin.ts'
import { words } from '../lib/format.ts'
import { nameOf, say } from '../lib/language.ts'
import { Loaded } from '../ui/Loaded.tsx'
import { Screen } from '../ui/Screen.tsx'
import { Section } from '../ui/Section.tsx'
import classes from './SettingsScreen.module.css'
import { SettingsTable } from './SettingsTable.tsx'

/** What is on, what is missing, and each setting as it is deployed. They are changed in wrangler.toml. */
export function SettingsScreen() {
  const settings = useQuery({ queryKey: ['settings'], queryFn: admin.getSettings })
  return (
    <Screen title={say('console.settings.title')} description={say('console.settings.description')}>
      <Loaded query={settings}>
        {({ settings: rows, waysIn, problems }) => (
          <Stack gap="md">
            {problems.length > 0 ? (
              <Alert color="orange" variant="light" title={say('console.settings.missing')}>
                <ul className={classes.problems}>
                  {problems.map((problem) => (
                    <li key={problem} dir="auto">
                      {problem}
                    </li>
                  ))}
                </ul>
              </Alert>
            ) : (
              <Alert color="green" variant="light" title={say('console.settings.nothing_missing')}>
                {say('console.settings.nothing_missing_why')}
              </Alert>
            )}
            <Section title={say('console.user.ways_in')}>
              <Group gap="xs">
                {waysIn.map(({ name, on }) => (
                  <Badge key={name} variant={on ? 'light' : 'default'} color="green" radius="sm" tt="none">
                    {say(on ? 'console.settings.way_on' : 'console.settings.way_off', { way: wayOf(name) })}
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

/** The API says `codes by email`. */
const wayOf = (name: string): string => nameOf('way', name.replaceAll(' ', '_')) ?? words(name)
