import { Kbd, Loader, TextInput } from '@mantine/core'
import { useDebouncedCallback, useHotkeys } from '@mantine/hooks'
import { Search } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { say } from '../lib/language.ts'

interface Props {
  value: string
  isSearching: boolean
  onChange: (value: string) => void
}

const TYPING_MILLISECONDS = 200 // shorter than people wait, longer than between two keys

/** Searches as one types. `/` puts the cursor into it from anywhere, and the arrow down goes on to the first row. */
export function SearchField({ value, isSearching, onChange }: Props) {
  const [typed, setTyped] = useState(value)
  const field = useRef<HTMLInputElement>(null)
  const tell = useDebouncedCallback(onChange, TYPING_MILLISECONDS)
  useHotkeys([['/', () => field.current?.focus()]])
  useEffect(() => setTyped(value), [value]) // the history has gone back

  function goDown(event: KeyboardEvent) {
    if (event.key !== 'ArrowDown') return
    event.preventDefault()
    document.querySelector<HTMLElement>('[data-row]')?.focus()
  }

  return (
    <TextInput
      ref={field}
      type="search"
      aria-label={say('console.users.search')}
      placeholder={say('console.users.search_example')}
      leftSection={<Search size={16} aria-hidden />}
      rightSection={isSearching ? <Loader size={16} aria-hidden /> : <Kbd aria-hidden>/</Kbd>}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        tell(event.currentTarget.value)
      }}
      onKeyDown={goDown}
    />
  )
}
