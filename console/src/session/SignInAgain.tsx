import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { app, signOut } from '../api/client.ts'
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
    <Front
      title="Sign in again"
      description="Your sign-in is older than it may be for this. Sign in again, and you will be back where you were."
    >
      <Button loading={again.isPending} onClick={() => again.mutate()}>
        Sign in again
      </Button>
    </Front>
  )
}
