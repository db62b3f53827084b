import { Paper, Table } from '@mantine/core'
import type { KeyboardEvent, ReactNode } from 'react'
import classes from './Rows.module.css'

interface Props {
  caption: string
  columns: readonly Column[]
  children: ReactNode
}

export interface Column {
  label: string
  /** Has no place on a phone. */
  isWide?: boolean
}

/** A table whose rows the arrow keys go through; Enter opens the row that has the focus. */
export function Rows({ caption, columns, children }: Props) {
  return (
    <Paper className={classes.paper} onKeyDown={moveByArrows}>
      <Table highlightOnHover highlightOnHoverColor="var(--mantine-color-default-hover)">
        <caption className={classes.caption}>{caption}</caption>
        <Table.Thead>
          <Table.Tr>
            {columns.map(({ label, isWide }) => (
              <Table.Th key={label} className={isWide ? classes.wide : undefined}>
                {label}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>{children}</Table.Tbody>
      </Table>
    </Paper>
  )
}

export const wide = classes.wide

/** Goes on from the link of a row to that of the one below or above. */
function moveByArrows(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (step === undefined) return
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row]')]
  const at = links.findIndex((link) => link.matches(':focus'))
  if (at < 0) return
  event.preventDefault()
  links[at + step]?.focus()
}
