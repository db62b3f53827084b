import { Button, Checkbox, Code, Stack } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
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
    <Front
      title="Keep your recovery codes"
      description="Each stands in once for a lost phone. They are not shown again: store them in a password manager, or print them."
    >
      <Stack gap="sm">
        <Code block>{codes.join('\n')}</Code>
        <Button variant="default" onClick={() => void navigator.clipboard.writeText(codes.join('\n'))}>
          Copy
        </Button>
        <Checkbox
          label="I have stored them"
          checked={isStored}
          onChange={(event) => setIsStored(event.currentTarget.checked)}
        />
        <Button disabled={!isStored} onClick={goOn}>
          Open the console
        </Button>
      </Stack>
    </Front>
  )
}
