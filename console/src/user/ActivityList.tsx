import { Badge, Group, Text } from '@mantine/core'
import type { ActivityItem } from '../api/types.ts'
import { words } from '../lib/format.ts'
import { Empty } from '../ui/Empty.tsx'
import { Time } from '../ui/Time.tsx'
import classes from './ActivityList.module.css'

/** What happened to an account, the newest first. */
export function ActivityList({ items }: { items: readonly ActivityItem[] }) {
  if (items.length === 0) return <Empty title="Nothing is recorded" />
  return (
    <ul className={classes.list}>
      {items.map(({ _id, type, method, bySupport, deviceName, ip, createdAt }) => (
        <li key={_id} className={classes.item}>
          <Group gap="xs">
            <Text size="sm" fw={500}>
              {words(type)}
              {method && ` (${words(method).toLowerCase()})`}
            </Text>
            {bySupport && (
              <Badge size="sm" variant="light" color="violet" radius="sm" tt="none">
                By support
              </Badge>
            )}
          </Group>
          <Text size="xs" c="dimmed" component="div">
            {[deviceName, ip].filter(Boolean).join(' · ')}
          </Text>
          <Text size="xs" c="dimmed" component="div" className={classes.time}>
            <Time value={createdAt} />
          </Text>
        </li>
      ))}
    </ul>
  )
}
