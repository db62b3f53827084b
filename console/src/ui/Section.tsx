import { Group, Paper, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './Section.module.css'

interface Props {
  title: string
  actions?: ReactNode
  children: ReactNode
}

/** A part of a screen, on a surface of its own. */
export function Section({ title, actions, children }: Props) {
  return (
    <Paper component="section" aria-label={title} p="md" className={classes.section}>
      <Group justify="space-between" mb="sm" gap="xs">
        <Title order={2} size="h5">
          {title}
        </Title>
        {actions && <Group gap="xs">{actions}</Group>}
      </Group>
      {children}
    </Paper>
  )
}
