import { Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'

interface Props {
  title: string
  children?: ReactNode
}

/** Says that there is nothing, why that may be, and what can be done. */
export function Empty({ title, children }: Props) {
  return (
    <Stack align="center" gap={4} py="xl" px="md" ta="center">
      <Text fw={600}>{title}</Text>
      {children && (
        <Text size="sm" c="dimmed" component="div">
          {children}
        </Text>
      )}
    </Stack>
  )
}
