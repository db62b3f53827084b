import { Button, Checkbox, Code, Stack } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { say } from '../../lib/language.ts'
import { Front } from '../Front.tsx'
import { openGate } from '../gate.ts'

/** The recovery codes, which nobody sees again. */
export function RecoveryCodes({ codes }: { codes: readonly string[] }) {
  const [isStored, setIsStored] = useState(false)
  const queries = useQueryClient()
  const goOn = () => {
    void queries.invalidateQueries()
    openGate()
  }
  return (
    <Front title={say('console.session.keep_codes')} description={say('console.session.keep_codes_why')}>
      <Stack gap="sm">
        <Code block>{codes.join('\n')}</Code>
        <Button variant="default" onClick={() => void navigator.clipboard.writeText(codes.join('\n'))}>
          {say('console.ui.copy')}
        </Button>
        <Checkbox
          label={say('console.session.stored')}
          checked={isStored}
          onChange={(event) => setIsStored(event.currentTarget.checked)}
        />
        <Button disabled={!isStored} onClick={goOn}>
          {say('console.session.open_console')}
        </Button>
      </Stack>
    </Front>
  )
}
