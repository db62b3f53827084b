import type { BegunFactor } from 'latchkey/client'
import { useUser } from 'latchkey/react'
import { useState } from 'react'
import { isOff } from '../lib/is-off.ts'
import { useLoaded } from '../lib/use-loaded.ts'
import { ActionButton } from './ActionButton.tsx'
import { Failure } from './Failure.tsx'
import { Field, Form } from './Form.tsx'
import { Section } from './Section.tsx'
import { Day } from './When.tsx'

/** A second factor, which every sign-in asks for from then on. */
export function AuthenticatorApp() {
  const { client } = useUser()
  const { data, error, reload } = useLoaded(client.listFactors)
  const [begun, setBegun] = useState<BegunFactor>()
  const [recoveryCodes, setRecoveryCodes] = useState<string[]>([])
  const factors = data?.factors.filter(({ confirmedAt }) => confirmedAt) ?? []

  async function confirm(factorId: string, code: string) {
    const confirmed = await client.confirmTotpFactor({ factorId, code })
    setRecoveryCodes(confirmed.recoveryCodes)
    setBegun(undefined)
    await reload()
  }

  if (isOff(error)) return null
  return (
    <Section
      title="Authenticator app"
      lead="Its code is asked for whenever you sign in, so that nobody gets in with your password alone."
    >
      <Failure error={error} />
      {recoveryCodes.length > 0 && <RecoveryCodes codes={recoveryCodes} onStored={() => setRecoveryCodes([])} />}
      {factors.length > 0 && (
        <ul className="list">
          {factors.map(({ _id, name, createdAt }) => (
            <li key={_id}>
              <div>
                <strong>{name}</strong>
                <small>
                  Added <Day at={createdAt} /> · {data?.recoveryCodesLeft} recovery codes left
                </small>
              </div>
              <ActionButton label={`Remove ${name}`} action={() => client.removeFactor(_id).then(reload)}>
                Remove
              </ActionButton>
            </li>
          ))}
        </ul>
      )}
      {begun && <Confirm begun={begun} onCode={(code) => confirm(begun.factorId, code)} />}
      {!begun && data && factors.length === 0 && (
        <ActionButton action={async () => setBegun(await client.addTotpFactor({}))}>
          Add an authenticator app
        </ActionButton>
      )}
    </Section>
  )
}

function Confirm({
  begun: { qrSvg, secret, uri },
  onCode,
}: {
  begun: BegunFactor
  onCode: (code: string) => Promise<void>
}) {
  return (
    <div className="enrol">
      {/* As a picture and not as markup: whatever is in it, it cannot run. */}
      <img
        src={`data:image/svg+xml,${encodeURIComponent(qrSvg)}`}
        alt="QR code for your authenticator app"
        width="176"
        height="176"
      />
      <div>
        <p>
          Scan this with your app, or <a href={uri}>open the app on this device</a>. To type it: <code>{secret}</code>
        </p>
        <Form submit="Confirm" action={(field) => onCode(field('code'))}>
          <Field label="Code that the app shows" name="code" inputMode="numeric" autoComplete="one-time-code" />
        </Form>
      </div>
    </div>
  )
}

/** They are shown once. */
const RecoveryCodes = ({ codes, onStored }: { codes: string[]; onStored: () => void }) => (
  <div className="note">
    <p>
      <strong>Keep your recovery codes.</strong> Each of them gets you in once, should you lose the app. Nobody can show
      them again.
    </p>
    <ul className="codes" aria-label="Recovery codes">
      {codes.map((code) => (
        <li key={code}>
          <code>{code}</code>
        </li>
      ))}
    </ul>
    <button type="button" className="primary" onClick={onStored}>
      I have stored them
    </button>
  </div>
)
