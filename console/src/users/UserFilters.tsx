import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { formatNumber } from '../lib/format.ts'
import { say } from '../lib/language.ts'
import { countFilters, type Filters } from './filters.ts'
import classes from './UserFilters.module.css'

interface Props {
  filters: Filters
  onChange: (changes: Partial<Filters>) => void
}

const STATES = [
  { value: '', label: say('console.users.all') },
  { value: 'enabled', label: say('console.users.enabled') },
  { value: 'disabled', label: say('console.ui.disabled') },
]

const KINDS = [
  { value: '', label: say('console.users.all') },
  { value: 'users', label: say('console.users.kind_users') },
  { value: 'guests', label: say('console.ui.guests') },
]

const NONE: Partial<Filters> = { role: '', state: '', kind: '', from: '', to: '' }

/** The filters; on a phone they are behind a button. */
export function UserFilters({ filters, onChange }: Props) {
  const [isOpen, setIsOpen] = useState(false)
  const count = countFilters(filters)
  return (
    <div>
      <Button
        className={classes.toggle}
        variant="default"
        size="xs"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
      >
        {count > 0 ? say('console.users.filters_set', { count: formatNumber(count) }) : say('console.users.filters')}
      </Button>
      <fieldset className={classes.fields} data-open={isOpen || undefined}>
        <legend className={classes.legend}>{say('console.users.filters')}</legend>
        <NativeSelect
          label={say('console.ui.state')}
          data={STATES}
          value={filters.state}
          onChange={(event) => onChange({ state: event.currentTarget.value })}
        />
        <NativeSelect
          label={say('console.users.kind')}
          data={KINDS}
          value={filters.kind}
          onChange={(event) => onChange({ kind: event.currentTarget.value })}
        />
        <TextInput
          label={say('console.users.role')}
          placeholder={say('console.users.role_example')}
          value={filters.role}
          onChange={(event) => onChange({ role: event.currentTarget.value })}
        />
        <TextInput
          label={say('console.users.registered_from')}
          type="date"
          value={filters.from}
          onChange={(event) => onChange({ from: event.currentTarget.value })}
        />
        <TextInput
          label={say('console.users.registered_to')}
          type="date"
          value={filters.to}
          onChange={(event) => onChange({ to: event.currentTarget.value })}
        />
        {count > 0 && (
          <Button variant="subtle" onClick={() => onChange(NONE)}>
            {say('console.users.clear_filters')}
          </Button>
        )}
      </fieldset>
    </div>
  )
}
