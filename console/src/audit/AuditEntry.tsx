import { Anchor, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ownProfile } from '../api/own-profile.ts'
import type { AuditItem } from '../api/types.ts'
import { words } from '../lib/format.ts'
import { hrefOf } from '../lib/place.ts'
import { Time } from '../ui/Time.tsx'
import classes from './AuditEntry.module.css'
import { BeforeAfter } from './BeforeAfter.tsx'

/** Who did what to whom, from where and when; and what it was before and after. */
export function AuditEntry({ item }: { item: AuditItem }) {
  const { createdAt, actor, action, targetId, before, after, ip, country } = item
  return (
    <li className={classes.entry}>
      <div className={classes.what}>
        <Text size="sm" fw={500} component="span">
          {words(action)}
        </Text>
        <Text size="sm" component="span" c="dimmed">
          {' by '}
          {actor.type === 'user' ? <Person id={actor._id} /> : serviceName(actor._id)}
          {targetId && (
            <>
              {', to '}
              <Person id={targetId} />
            </>
          )}
        </Text>
      </div>
      <Text size="xs" c="dimmed" component="div" className={classes.when}>
        <Time value={createdAt} />
        {(ip || country) && ` · ${[ip, country].filter(Boolean).join(', ')}`}
      </Text>
      {(before || after) && (
        <div className={classes.change}>
          <BeforeAfter before={before ?? {}} after={after ?? {}} />
        </div>
      )}
    </li>
  )
}

/** A service by the name of its key; a command of this repository, such as `npm run admin`, has none. */
const serviceName = (name: string): string => (name.startsWith('npm run ') ? name : `the key ${name}`)

/** A user by their id: the record keeps no names, which they may have changed since. */
function Person({ id }: { id: string }) {
  const own = useQuery(ownProfile)
  return <Anchor href={hrefOf(['users', id])}>{own.data?._id === id ? 'you' : id}</Anchor>
}
