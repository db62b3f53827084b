import { Group, TextInput } from '@mantine/core'
import { go, hrefOf, usePlace } from '../lib/place.ts'
import { Screen } from '../ui/Screen.tsx'
import { AuditList } from './AuditList.tsx'

/** What operators and services did, to whom, and what it was before and after. */
export function AuditScreen() {
  const { query } = usePlace()
  const actorId = query.get('actor') ?? ''
  const userId = query.get('user') ?? ''
  const filter = (changes: { actor?: string; user?: string }) =>
    go(hrefOf(['audit'], { actor: actorId, user: userId, ...changes }), { replace: true })
  return (
    <Screen title="Audit record" description="What operators and services did, the newest first. It cannot be changed.">
      <Group align="end" grow maw={560}>
        <TextInput
          label="Done by"
          placeholder="Id of an admin, or name of a key"
          value={actorId}
          onChange={(event) => filter({ actor: event.currentTarget.value })}
        />
        <TextInput
          label="Done to"
          placeholder="Id of a user"
          value={userId}
          onChange={(event) => filter({ user: event.currentTarget.value })}
        />
      </Group>
      <AuditList filters={{ actorId, userId }} />
    </Screen>
  )
}
