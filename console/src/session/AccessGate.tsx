import { Button } from '@mantine/core'
import { Front } from './Front.tsx'
import { SignOutLink } from './SignOutLink.tsx'

/** Cloudflare Access, the second gate, does not know this browser, or no longer. */
export function AccessGate() {
  return (
    <Front
      title="Cloudflare Access is in the way"
      description="This service lets admins in only through Cloudflare Access, and your sign-in there is missing or has ended. Load the page again: Access will ask you to sign in."
    >
      <Button onClick={() => location.reload()}>Load the page again</Button>
      <SignOutLink />
    </Front>
  )
}
