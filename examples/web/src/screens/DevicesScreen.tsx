import { useUser } from 'latchkey/react'
import { useLoaded } from '../lib/use-loaded.ts'
import { ActionButton } from '../parts/ActionButton.tsx'
import { Failure } from '../parts/Failure.tsx'
import { Screen } from '../parts/Screen.tsx'
import { Moment } from '../parts/When.tsx'

/** Where the user is signed in. A session that is ended here is refused at its next call. */
export function DevicesScreen() {
  const { client } = useUser()
  const { data: sessions, error, reload } = useLoaded(client.listSessions)
  return (
    <Screen title="Devices" lead="You are signed in here. End whatever you do not know.">
      <Failure error={error} />
      {sessions && (
        <ul className="card list">
          {sessions.map(({ _id, deviceName, country, current, lastRefreshedAt, aal }) => (
            <li key={_id}>
              <div>
                <strong>{deviceName ?? 'Unknown device'}</strong>{' '}
                {current && <span className="badge">This device</span>}
                <small>
                  {country && `${country} · `}
                  {aal > 1 && 'Two factors · '}
                  Last used <Moment at={lastRefreshedAt} />
                </small>
              </div>
              {!current && (
                <ActionButton
                  label={`Sign out ${deviceName ?? 'the unknown device'}`}
                  action={() => client.endSession(_id).then(reload)}
                >
                  Sign out
                </ActionButton>
              )}
            </li>
          ))}
        </ul>
      )}
      {sessions && sessions.length > 1 && (
        <ActionButton action={() => client.endOtherSessions().then(reload)}>Sign out all other devices</ActionButton>
      )}
    </Screen>
  )
}
