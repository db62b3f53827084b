import { Anchor, Group, Text, Title } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'
import { pageData } from '../lib/page-data.ts'
import classes from './Screen.module.css'

interface Props {
  title: string
  description?: ReactNode
  /** The screen that this one belongs to. */
  parent?: { label: string; href: string }
  actions?: ReactNode
  children: ReactNode
}

/** A screen with its heading, which gets the focus when the screen is entered: so it is read aloud, and Tab goes on there. */
export function Screen({ title, description, parent, actions, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (document.activeElement === document.body || document.activeElement?.closest('nav')) heading.current?.focus()
  }, [])
  useEffect(() => {
    document.title = `${title} · ${pageData.appName}`
  }, [title])
  return (
    <div className={classes.screen}>
      <Group justify="space-between" align="flex-start" gap="sm">
        <div className={classes.heading}>
          {parent && (
            <Anchor size="sm" href={parent.href}>
              {parent.label}
            </Anchor>
          )}
          <Title order={1} size="h3" ref={heading} tabIndex={-1}>
            <bdi>{title}</bdi>
          </Title>
          {description && (
            <Text c="dimmed" size="sm" component="div">
              {description}
            </Text>
          )}
        </div>
        {actions && <Group gap="xs">{actions}</Group>}
      </Group>
      {children}
    </div>
  )
}
