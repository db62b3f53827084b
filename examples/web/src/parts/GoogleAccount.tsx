import { useUser } from 'latchkey/react'
import { GOOGLE_CLIENT_ID, GOOGLE_STAND_IN } from '../lib/google.ts'
import { useLoaded } from '../lib/use-loaded.ts'
import { ActionButton } from './ActionButton.tsx'
import { Failure } from './Failure.tsx'
import { GoogleButton } from './GoogleButton.tsx'
import { Section } from './Section.tsx'

/** The account at Google that is linked. Nothing where the app has no button for it. */
export function GoogleAccount() {
  const { client } = useUser()
  const { data: identities, error, reload } = useLoaded(client.listIdentities)
  const google = identities?.find(({ provider }) => provider === 'google')
  if (!GOOGLE_CLIENT_ID && !GOOGLE_STAND_IN) return null
  return (
    <Section
      title="Google"
      lead={google ? `Linked to ${google.email ?? 'your account there'}.` : 'Sign in with Google, too.'}
    >
      <Failure error={error} />
      {google && <ActionButton action={() => client.unlinkIdentity('google').then(reload)}>Unlink Google</ActionButton>}
      {identities && !google && (
        <GoogleButton action={(proof) => client.linkIdentity('google', proof).then(reload)}>Link Google</GoogleButton>
      )}
    </Section>
  )
}
