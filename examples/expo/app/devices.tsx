import type { SessionItem } from 'latchkey/client'
import { useUser } from 'latchkey/react'
import { useEffect, useState } from 'react'
import { Action, Page, Paragraph } from '../src/ui'
import { useAttempt } from '../src/use-attempt'

export default function Devices() {
  const { client } = useUser()
  const { attempt, shown } = useAttempt()
  const [sessions, setSessions] = useState<SessionItem[]>([])

  const load = async () => setSessions(await client.listSessions())
  useEffect(() => void attempt(load), []) // once

  const end = (call: () => Promise<void>) => attempt(() => call().then(load))

  return (
    <Page {...shown}>
      {sessions.map(({ _id, deviceName, country, lastRefreshedAt, current }) => {
        const name = deviceName ?? 'A device'
        const where = [country, new Date(lastRefreshedAt).toLocaleDateString()].filter(Boolean).join(', ')
        return current ? (
          <Paragraph key={_id}>{`${name}: this device`}</Paragraph>
        ) : (
          <Action key={_id} title={`Log out ${name} (${where})`} onPress={() => end(() => client.endSession(_id))} />
        )
      })}
      {sessions.length > 1 && (
        <Action title="Log out all other devices" onPress={() => end(() => client.endOtherSessions())} />
      )}
    </Page>
  )
}
