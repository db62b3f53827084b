import { Button } from '@mantine/core'
import { say } from '../lib/language.ts'
import { Front } from './Front.tsx'
import { SignOutLink } from './SignOutLink.tsx'

/** Cloudflare Access, the second gate, does not know this browser, or no longer. */
export function AccessGate() {
  return (
    <Front title={say('console.session.access')} description={say('console.session.access_why')}>
      <Button onClick={() => location.reload()}>{say('console.ui.load_again')}</Button>
      <SignOutLink />
    </Front>
  )
}
