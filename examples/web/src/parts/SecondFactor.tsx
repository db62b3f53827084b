import { useUser } from 'latchkey/react'
import { useState } from 'react'
import { getPasskey, knowsPasskeys } from '../lib/passkeys.ts'
import type { AskedFactor } from '../lib/second-factor.ts'
import { ActionButton } from './ActionButton.tsx'
import { Field, Form } from './Form.tsx'

/** Asks for the code of an authenticator app, a recovery code or a passkey: whichever the account has. */
export function SecondFactor({ challenge, factors, recoveryCodesLeft, onDone }: AskedFactor & { onDone: () => void }) {
  const { client } = useUser()
  const [isLost, setIsLost] = useState(false)
  const passkey = factors.find((factor) => factor.type === 'passkey')
  const verify = (body: Parameters<typeof client.verifySecondFactor>[0]) => client.verifySecondFactor(body).then(onDone)

  return (
    <>
      {isLost ? (
        <Form
          key="recovery"
          submit="Go on"
          action={(field) => verify({ challenge, recoveryCode: field('recoveryCode') })}
        >
          <Field
            label="Recovery code"
            name="recoveryCode"
            autoComplete="off"
            hint={`${recoveryCodesLeft} left. Each works once.`}
          />
        </Form>
      ) : (
        <Form key="code" submit="Go on" action={(field) => verify({ challenge, code: field('code') })}>
          <Field
            label="Code of your authenticator app"
            name="code"
            inputMode="numeric"
            autoComplete="one-time-code"
            hint="Six digits."
          />
        </Form>
      )}
      {passkey && 'options' in passkey && knowsPasskeys && (
        <ActionButton action={async () => verify({ challenge, credential: await getPasskey(passkey.options) })}>
          Use a passkey
        </ActionButton>
      )}
      {recoveryCodesLeft > 0 && (
        <button type="button" className="link" onClick={() => setIsLost(!isLost)}>
          {isLost ? 'I have my authenticator app' : 'I have lost my authenticator app'}
        </button>
      )}
    </>
  )
}
