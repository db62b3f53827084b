import { Badge, Paper, Text } from '@mantine/core'
import type { ReactNode } from 'react'

export type State = 'good' | 'unsure' | 'bad'

interface Props {
  title: string
  state: State
  value: ReactNode
  children: ReactNode
}

const LOOKS = {
  good: { color: 'green', label: 'Good' },
  unsure: { color: 'orange', label: 'Look here' },
  bad: { color: 'red', label: 'Broken' },
}

/** One thing that the service needs, and whether it works: in words, not in colour alone. */
export function Check({ title, state, value, children }: Props) {
  const { color, label } = LOOKS[state]
  return (
    <Paper component="section" aria-label={title} p="md">
      <Badge variant="light" color={color} radius="sm" tt="none" size="sm" style={{ float: 'right' }}>
        {label}
      </Badge>
      <Text size="sm" c="dimmed">
        {title}
      </Text>
      <Text fw={600} size="lg" component="div">
        {value}
      </Text>
      <Text size="xs" c="dimmed">
        {children}
      </Text>
    </Paper>
  )
}
