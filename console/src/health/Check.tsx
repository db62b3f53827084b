import { Badge, Paper, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { say } from '../lib/language.ts'

export type State = 'good' | 'unsure' | 'bad'

interface Props {
  title: string
  state: State
  value: ReactNode
  children: ReactNode
}

const LOOKS = {
  good: { color: 'green', label: say('console.health.good') },
  unsure: { color: 'orange', label: say('console.health.unsure') },
  bad: { color: 'red', label: say('console.health.bad') },
}

/** One thing that the service needs, and whether it works: in words, not in colour alone. */
export function Check({ title, state, value, children }: Props) {
  const { color, label } = LOOKS[state]
  return (
    <Paper component="section" aria-label={title} p="md">
      <Badge variant="light" color={color} radius="sm" tt="none" size="sm" style={{ float: 'inline-end' }}>
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
