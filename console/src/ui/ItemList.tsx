import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './ItemList.module.css'

export function ItemList({ children }: { children: ReactNode }) {
  return <ul className={classes.list}>{children}</ul>
}

interface Props {
  title: ReactNode
  details?: ReactNode
  actions?: ReactNode
}

/** A thing in a list: its name, what is known of it, and what can be done. */
export function Item({ title, details, actions }: Props) {
  return (
    <li className={classes.item}>
      <div className={classes.text}>
        <Text size="sm" fw={500} component="div">
          <bdi>{title}</bdi>
        </Text>
        {details && (
          <Text size="xs" c="dimmed" component="div">
            {details}
          </Text>
        )}
      </div>
      {actions && <div className={classes.actions}>{actions}</div>}
    </li>
  )
}
