import { Paper, Stack, Text, Title } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'
import { Brand } from '../layout/Brand.tsx'
import { pageData } from '../lib/page-data.ts'
import classes from './Front.module.css'

interface Props {
  title: string
  description?: ReactNode
  children?: ReactNode
}

/** A card in the middle of the page: what is shown to whoever is not inside. */
export function Front({ title, description, children }: Props) {
  useEffect(() => {
    document.title = `${title} · ${pageData.appName}`
  }, [title])
  return (
    <main className={classes.front}>
      <Paper className={classes.card} p="lg">
        <Stack gap="md">
          <Brand />
          <div>
            <Title order={1} size="h3">
              {title}
            </Title>
            {description && (
              <Text c="dimmed" size="sm" mt={4} component="div">
                {description}
              </Text>
            )}
          </div>
          {children}
        </Stack>
      </Paper>
    </main>
  )
}
