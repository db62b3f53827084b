import { TextInput } from '@mantine/core'
import { say } from '../lib/language.ts'
import { go, hrefOf, usePlace } from '../lib/place.ts'
import { Screen } from '../ui/Screen.tsx'
import { AuditList } from './AuditList.tsx'
import classes from './AuditScreen.module.css'

/** What operators and services did, to whom, and what it was before and after. */
export function AuditScreen() {
  const { query } = usePlace()
  const actorId = query.get('actor') ?? ''
  const userId = query.get('user') ?? ''
  const filter = (changes: { actor?: string; user?: string }) =>
    go(hrefOf(['audit'], { actor: actorId, user: userId, ...changes }), { replace: true })
  return (
    <Screen title={say('console.audit.title')} description={say('console.audit.description')}>
      <div className={classes.filters}>
        <TextInput
          label={say('console.audit.done_by')}
          placeholder={say('console.audit.done_by_example')}
          value={actorId}
          onChange={(event) => filter({ actor: event.currentTarget.value })}
        />
        <TextInput
          label={say('console.audit.done_to')}
          placeholder={say('console.audit.done_to_example')}
          value={userId}
          onChange={(event) => filter({ user: event.currentTarget.value })}
        />
      </div>
      <AuditList filters={{ actorId, userId }} />
    </Screen>
  )
}
