import { Button, Group, JsonInput, Stack } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { admin } from '../api/admin.ts'
import type { JsonObject } from '../api/types.ts'
import { say } from '../lib/language.ts'
import { mergePatch } from '../lib/merge-patch.ts'
import { FailureAlert } from '../ui/FailureAlert.tsx'
import { Section } from '../ui/Section.tsx'
import { useChanged } from './use-changed.ts'

interface Props {
  userId: string
  field: 'appMetadata' | 'metadata'
  title: string
  description: string
  /** What is said afterwards. */
  done: string
  value: JsonObject
}

export function MetadataEditor({ userId, field, title, description, done, value }: Props) {
  const before = JSON.stringify(value, null, 2)
  const [text, setText] = useState(before)
  const next = parseObject(text)
  const changed = useChanged(userId)
  const save = useMutation({
    mutationFn: (object: JsonObject) => admin.updateUser(userId, { [field]: mergePatch(value, object) }),
    onSuccess: () => changed(done),
  })
  return (
    <Section title={title}>
      <Stack gap="sm">
        <JsonInput
          aria-label={title}
          description={description}
          autosize
          minRows={4}
          maxRows={20}
          value={text}
          onChange={setText}
          error={next ? undefined : say('console.user.no_json')}
        />
        <FailureAlert error={save.error} title={say('console.ui.not_saved')} />
        <Group justify="flex-end">
          <Button
            size="xs"
            loading={save.isPending}
            disabled={!next || text === before}
            onClick={() => next && save.mutate(next)}
          >
            {say('console.ui.save')}
          </Button>
        </Group>
      </Stack>
    </Section>
  )
}

function parseObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined
  } catch {
    return undefined
  }
}
