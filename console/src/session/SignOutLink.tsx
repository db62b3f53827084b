import { Anchor } from '@mantine/core'
import type { ReactNode } from 'react'
import { signOut } from '../api/client.ts'
import { say } from '../lib/language.ts'

export function SignOutLink({ children = say('console.session.sign_out') }: { children?: ReactNode }) {
  return (
    <Anchor component="button" type="button" size="sm" onClick={() => void signOut()}>
      {children}
    </Anchor>
  )
}
