import { useUser } from 'latchkey/react'
import { isOff } from '../lib/is-off.ts'
import { createPasskey, knowsPasskeys } from '../lib/passkeys.ts'
import { useLoaded } from '../lib/use-loaded.ts'
import { ActionButton } from './ActionButton.tsx'
import { Failure } from './Failure.tsx'
import { Section } from './Section.tsx'
import { Day } from './When.tsx'

/** The passkeys of the user. A guest who adds one is a user from then on. */
export function Passkeys() {
  const { client } = useUser()
  const { data: passkeys, error, reload } = useLoaded(client.listPasskeys)

  async function add() {
    const { challengeId, options } = await client.getPasskeyOptions()
    await client.addPasskey({ challengeId, credential: await createPasskey(options) })
    await Promise.all([reload(), client.getProfile()])
  }

  if (isOff(error)) return null
  return (
    <Section title="Passkeys" lead="Sign in with your fingerprint, your face or a PIN. There is nothing to type.">
      <Failure error={error} />
      {passkeys && passkeys.length > 0 && (
        <ul className="list">
          {passkeys.map(({ _id, name, createdAt, lastUsedAt }) => (
            <li key={_id}>
              <div>
                <strong>{name}</strong>
                <small>
                  Added <Day at={createdAt} />
                  {lastUsedAt && (
                    <>
                      , last used <Day at={lastUsedAt} />
                    </>
                  )}
                </small>
              </div>
              <ActionButton label={`Remove the passkey ${name}`} action={() => client.removePasskey(_id).then(reload)}>
                Remove
              </ActionButton>
            </li>
          ))}
        </ul>
      )}
      {knowsPasskeys ? (
        <ActionButton action={add}>Add a passkey</ActionButton>
      ) : (
        <p className="lead">This browser has no passkeys.</p>
      )}
    </Section>
  )
}
