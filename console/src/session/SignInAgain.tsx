import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { app, signOut } from '../api/client.ts'
import { say } from '../lib/language.ts'
import { Front } from './Front.tsx'
import { lastEmail } from './last-email.ts'

/** The sign-in is too old for what was asked. The place in the console stays in the URL. */
export function SignInAgain() {
  const again = useMutation({
    mutationFn: async () => {
      const profile = await app.getProfile().catch(() => undefined) // it only saves typing
      if (profile?.email) lastEmail.set(profile.email)
      await signOut()
    },
  })
  return (
    <Front title={say('console.session.again')} description={say('console.session.again_why')}>
      <Button loading={again.isPending} onClick={() => again.mutate()}>
        {say('console.session.again')}
      </Button>
    </Front>
  )
}
