import { Paper, Text } from '@mantine/core'
import type { Figures } from '../api/types.ts'
import { formatNumber } from '../lib/format.ts'
import classes from './Tiles.module.css'

/** The numbers that are looked at first. */
export function Tiles({ figures: { users, activeUsers } }: { figures: Figures }) {
  return (
    <dl className={classes.tiles}>
      <Tile name="Users" value={users.total} />
      <Tile name="Guests" value={users.guests} />
      <Tile name="Disabled" value={users.disabled} />
      <Tile name="Active in 24 hours" value={activeUsers.day} />
      <Tile name="Active in 7 days" value={activeUsers.week} />
      <Tile name="Active in 30 days" value={activeUsers.month} />
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
