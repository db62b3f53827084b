import { Paper, Text } from '@mantine/core'
import type { Figures } from '../api/types.ts'
import { formatNumber } from '../lib/format.ts'
import { say } from '../lib/language.ts'
import classes from './Tiles.module.css'

/** The numbers that are looked at first. */
export function Tiles({ figures: { users, activeUsers } }: { figures: Figures }) {
  return (
    <dl className={classes.tiles}>
      <Tile name={say('console.users.title')} value={users.total} />
      <Tile name={say('console.ui.guests')} value={users.guests} />
      <Tile name={say('console.ui.disabled')} value={users.disabled} />
      <Tile name={say('console.overview.active_day')} value={activeUsers.day} />
      <Tile name={say('console.overview.active_week')} value={activeUsers.week} />
      <Tile name={say('console.overview.active_month')} value={activeUsers.month} />
    </dl>
  )
}

const Tile = ({ name, value }: { name: string; value: number }) => (
  <Paper px="md" py="sm">
    <Text component="dt" size="xs" c="dimmed">
      {name}
    </Text>
    <Text component="dd" m={0} fz={22} fw={600}>
      {formatNumber(value)}
    </Text>
  </Paper>
)
