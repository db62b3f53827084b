import { Anchor, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ownProfile } from '../api/own-profile.ts'
import type { AuditItem } from '../api/types.ts'
import { words } from '../lib/format.ts'
import { nameOf, say, sayRich } from '../lib/language.ts'
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
        <Text size="sm" component="span">
          {sayRich(sentenceOf(item), {
            action: nameOf('action', action) ?? words(action),
            actor: actor.type === 'user' ? <Person id={actor._id} you={say('console.audit.by_you')} /> : actor._id,
            target: targetId && <Person id={targetId} you={say('console.audit.to_you')} />,
            what: (text) => <b className={classes.action}>{text}</b>,
            who: (text) => <span className={classes.who}>{text}</span>,
          })}
        </Text>
      </div>
      <Text size="xs" c="dimmed" component="div" className={classes.when}>
        <Time value={createdAt} />
        {(ip || country) && ` · ${ip && country ? say('console.audit.from', { ip, country }) : (ip ?? country)}`}
      </Text>
      {(before || after) && (
        <div className={classes.change}>
          <BeforeAfter before={before ?? {}} after={after ?? {}} />
        </div>
      )}
    </li>
  )
}

/** A service has the name of its key; a command of this repository, such as `npm run admin`, has none. */
function sentenceOf({ actor, targetId }: AuditItem) {
  const isKey = actor.type === 'service' && !actor._id.startsWith('npm run ')
  if (isKey) return targetId ? 'console.audit.by_key_to' : 'console.audit.by_key'
  return targetId ? 'console.audit.by_to' : 'console.audit.by'
}

/** A user by their id: the record keeps no names, which they may have changed since. */
function Person({ id, you }: { id: string; you: string }) {
  const own = useQuery(ownProfile)
  return <Anchor href={hrefOf(['users', id])}>{own.data?._id === id ? you : id}</Anchor>
}
