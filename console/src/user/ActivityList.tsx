import { Badge, Group, Text } from '@mantine/core'
import type { ActivityItem } from '../api/types.ts'
import { words } from '../lib/format.ts'
import { nameOf, say } from '../lib/language.ts'
import { Empty } from '../ui/Empty.tsx'
import { inLine } from '../ui/in-line.ts'
import { Time } from '../ui/Time.tsx'
import classes from './ActivityList.module.css'

/** What happened to an account, the newest first. */
export function ActivityList({ items }: { items: readonly ActivityItem[] }) {
  if (items.length === 0) return <Empty title={say('console.ui.nothing_recorded')} />
  return (
    <ul className={classes.list}>
      {items.map(({ _id, type, method, bySupport, deviceName, ip, createdAt }) => (
        <li key={_id} className={classes.item}>
          <Group gap="xs">
            <Text size="sm" fw={500}>
              {titleOf(type, method)}
            </Text>
            {bySupport && (
              <Badge size="sm" variant="light" color="violet" radius="sm" tt="none">
                {say('console.user.by_support')}
              </Badge>
            )}
          </Group>
          <Text size="xs" c="dimmed" component="div">
            {inLine(deviceName, ip)}
          </Text>
          <Text size="xs" c="dimmed" component="div" className={classes.time}>
            <Time value={createdAt} />
          </Text>
        </li>
      ))}
    </ul>
  )
}

function titleOf(type: string, method: string | null): string {
  const activity = nameOf('activity', type) ?? words(type)
  if (!method) return activity
  return say('console.user.activity_by_method', { activity, method: nameOf('method', method) ?? words(method) })
}
