import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { countFilters, type Filters } from './filters.ts'
import classes from './UserFilters.module.css'

interface Props {
  filters: Filters
  onChange: (changes: Partial<Filters>) => void
}

const STATES = [
  { value: '', label: 'All' },
  { value: 'enabled', label: 'Enabled' },
  { value: 'disabled', label: 'Disabled' },
]

const KINDS = [
  { value: '', label: 'All' },
  { value: 'users', label: 'Registered' },
  { value: 'guests', label: 'Guests' },
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
        Filters{count > 0 && ` (${count})`}
      </Button>
      <fieldset className={classes.fields} data-open={isOpen || undefined}>
        <legend className={classes.legend}>Filters</legend>
        <NativeSelect
          label="State"
          data={STATES}
          value={filters.state}
          onChange={(event) => onChange({ state: event.currentTarget.value })}
        />
        <NativeSelect
          label="Kind"
          data={KINDS}
          value={filters.kind}
          onChange={(event) => onChange({ kind: event.currentTarget.value })}
        />
        <TextInput
          label="Role"
          placeholder="editor"
          value={filters.role}
          onChange={(event) => onChange({ role: event.currentTarget.value })}
        />
        <TextInput
          label="Registered from"
          type="date"
          value={filters.from}
          onChange={(event) => onChange({ from: event.currentTarget.value })}
        />
        <TextInput
          label="to"
          type="date"
          value={filters.to}
          onChange={(event) => onChange({ to: event.currentTarget.value })}
        />
        {count > 0 && (
          <Button variant="subtle" onClick={() => onChange(NONE)}>
            Clear filters
          </Button>
        )}
      </fieldset>
    </div>
  )
}
