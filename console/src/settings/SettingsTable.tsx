import { Badge, Code, Table, Text } from '@mantine/core'
import type { Settings } from '../api/types.ts'
import { say } from '../lib/language.ts'
import { Rows } from '../ui/Rows.tsx'
import classes from './SettingsTable.module.css'

const COLUMNS = [{ label: say('console.settings.setting') }, { label: say('console.settings.value') }]

export function SettingsTable({ settings }: Pick<Settings, 'settings'>) {
  return (
    <Rows caption={say('console.settings.title')} columns={COLUMNS}>
      {settings.map(({ name, value, isSecret }) => (
        <Table.Tr key={name}>
          <Table.Td className={classes.name}>
            {name}{' '}
            {isSecret && (
              <Badge size="xs" variant="light" color="gray" radius="sm" tt="none">
                {say('console.settings.secret')}
              </Badge>
            )}
          </Table.Td>
          <Table.Td className={classes.value}>
            <Value value={value} />
          </Table.Td>
        </Table.Tr>
      ))}
    </Rows>
  )
}

function Value({ value }: { value: string | null }) {
  if (value === null || value === '')
    return (
      <Text size="sm" c="dimmed" component="span">
        {say('console.settings.not_set')}
      </Text>
    )
  return <Code>{value}</Code>
}
